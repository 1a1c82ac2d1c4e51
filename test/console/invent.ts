import { z } from 'zod'
import { sizeOf, textOf } from './inventedTexts.ts'

// Answers made from what the contract says of them: whatever route is added has them, and a page sees what is allowed.

export interface Wishes {
  /** The route that would answer it: what a number or a text means depends on it. */
  key: string
  /** How long lists are; those within a row of a list have three at most. */
  rows: number
  /** Nothing where nothing is allowed: no rows, null, '', 0, false. */
  bare: boolean
  /** What is chosen first where there is a choice; in a list, each row chooses the next. */
  seed: number
}

/** Lists that are never long, whatever there is. */
const usualMost: Readonly<Record<string, number>> = {
  accounts: 50,
  meters: 12,
  photos: 9,
  warnings: 4,
  overlapping: 3,
  area: 3,
  streets: 50,
  stages: 8,
  components: 2,
  seats: 60,
  versions: 50,
  monday: 1,
  tuesday: 1,
  wednesday: 1,
  thursday: 1,
  friday: 1,
  saturday: 1,
  sunday: 1,
  hours: 1,
}

const now = Date.now()
const minuteMs = 60_000

/** A value that the schema takes. @throws Error where nothing here knows how to make one */
export function invent<S extends z.ZodType>(schema: S, wishes: Wishes): z.output<S> {
  const made = make(schema, [], wishes.seed, wishes)
  const checked = schema.safeParse(made)
  if (!checked.success) throw new Error(`${wishes.key}: ${z.prettifyError(checked.error)}`)
  // As it would be sent.
  return made as z.output<S>
}

function make(schema: z.core.$ZodType, path: readonly string[], index: number, wishes: Wishes): unknown {
  const { bare } = wishes
  const field = path.at(-1) ?? ''
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(
      Object.entries<z.core.$ZodType>(schema.shape).map(([name, inner]) => [
        name,
        make(inner, [...path, name], index, wishes),
      ]),
    )
  }
  if (schema instanceof z.ZodArray) return makeMany(schema, path, index, wishes)
  if (schema instanceof z.ZodNullable) return bare ? null : make(schema.unwrap(), path, index, wishes)
  if (schema instanceof z.ZodOptional) return bare ? undefined : make(schema.unwrap(), path, index, wishes)
  if (schema instanceof z.ZodTuple) return schema.def.items.map((item) => make(item, path, index, wishes))
  if (schema instanceof z.ZodUnion) return make(oneOf(schema.options, index), path, index, wishes)
  if (schema instanceof z.ZodEnum) return oneOf(schema.options, index)
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values], index)
  if (schema instanceof z.ZodRecord) return bare ? {} : recordOf(schema, path, index, wishes)
  if (schema instanceof z.ZodBoolean) return !bare && index % 2 === 0
  if (schema instanceof z.ZodNumber) return numberOf(schema, field, index, bare)
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return textOf(schema, path, index, wishes)
  throw new Error(`${wishes.key}: no way to invent ${schema._zod.def.type} for ${path.join('.')}`)
}

function makeMany(schema: z.ZodArray, path: readonly string[], index: number, wishes: Wishes): unknown[] {
  const field = path.at(-1) ?? ''
  const isWithinRow = path.includes('[]')
  const { least, most } = sizeOf(schema)
  const wanted = wishes.bare ? 0 : isWithinRow ? Math.min(3, wishes.rows) : wishes.rows
  const many = Math.min(Math.max(Math.min(wanted, usualMost[field] ?? Infinity), least), most)
  return Array.from({ length: many }, (_, at) =>
    make(schema.element, [...path, '[]'], isWithinRow ? index + at : wishes.seed + at, wishes),
  )
}

/** What was written down of an act, or a count for each of some. */
function recordOf({ keyType, valueType }: z.ZodRecord, path: readonly string[], index: number, wishes: Wishes) {
  if (!(keyType instanceof z.ZodEnum)) return { 原因: '原始记录里的一个长句子，'.repeat(6) }
  return Object.fromEntries(keyType.options.map((option) => [option, make(valueType, path, index, wishes)]))
}

const oneOf = <T>(options: readonly T[], index: number): T => {
  const option = options[index % options.length]
  if (option === undefined) throw new Error('nothing to choose from')
  return option
}

/** Instants lie in the last days, the newest first; what is planned lies ahead. */
const isInstant = (field: string) => /^(at|since|until)$|(At|Since|Until)$|^(planned|actual)(From|To)$/.test(field)

function numberOf(schema: z.ZodNumber, field: string, index: number, bare: boolean): number {
  const least = Math.max(schema.minValue ?? 0, 0)
  const most = schema.maxValue ?? Number.MAX_SAFE_INTEGER
  const within = (value: number) => Math.min(Math.max(value, least), most)
  if (isInstant(field)) return within(now - index * 7 * minuteMs + (field === 'plannedTo' ? 300 * minuteMs : 0))
  if (bare) return within(0)
  if (field.endsWith('Ppm')) return within(983_456 - (index % 90) * 10_000)
  if (field.endsWith('Ms')) return within(3_754_000 + index * 1_000)
  if (field === 'longitude') return 117.93 + (index % 100) / 1_000
  if (field === 'latitude') return 40.97 + (index % 10) / 100
  if (/^(stars|leg|step|version|publishedVersion|attempts|population)$/.test(field)) return within(1 + (index % 5))
  if (field === 'transferredFrom') return 1
  if (field === 'hour') return index % 24
  if (field.endsWith('E2')) return 467
  if (/^(accountsTotal|total|affected)$/.test(field)) return within(300_000)
  if (/amount|paid|total|arrears|outstanding|fee|prepayment|principal|to[A-Z]/i.test(field)) return within(123_456_789)
  return within(12_345 + index)
}

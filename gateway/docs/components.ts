import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

export type JsonSchema = Readonly<Record<string, unknown>>

/** Named schemas of one document, gathered while its operations are written. */
export interface Components {
  /** A schema's JSON Schema; whatever in it has a name, `.meta({ id })`, becomes a reference. */
  of(schema: z.ZodType | z.core.$ZodType, io: 'input' | 'output'): JsonSchema
  all(): Readonly<Record<string, JsonSchema>>
}

const place = '#/components/schemas/'

export function createComponents(): Components {
  /** By name: what a schema looked like when it was named, to know it by, and what it says now. */
  const schemas = new Map<string, { seen: JsonSchema; said: JsonSchema }>()

  /** Where requests and answers see a schema differently (defaults, transforms), the second comer gets a longer name. */
  function nameFor(id: string, io: 'input' | 'output', seen: JsonSchema): string {
    for (const name of [id, io === 'input' ? `${id}Input` : `${id}Output`]) {
      const known = schemas.get(name)
      if (known && !isDeepStrictEqual(known.seen, seen)) continue
      schemas.set(name, known ?? { seen, said: seen })
      return name
    }
    throw new Error(`two schemas are called ${id}`)
  }

  return {
    of(schema, io) {
      // As a field of an object: a schema at the root would not become a reference itself.
      const wrapper = z.toJSONSchema(z.object({ it: schema }), {
        io,
        unrepresentable: 'any',
        override: ({ jsonSchema }) => quieten(jsonSchema, io),
      })
      const { $defs = {}, properties = {} } = wrapper
      const names = new Map<string, string>()
      // Those that others refer to come last, and are named first. Only then can those that refer to themselves be said.
      for (const [id, definition] of Object.entries($defs).toReversed())
        names.set(id, nameFor(id, io, referring(definition, names) as JsonSchema))
      for (const [id, name] of names) {
        const entry = schemas.get(name)
        if (entry) entry.said = referring($defs[id], names) as JsonSchema
      }
      return referring(properties['it'], names) as JsonSchema
    },
    all: () =>
      Object.fromEntries(
        [...schemas].map(([name, { said }]) => [name, said] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
  }
}

/** The same with references that lead into the document. */
function referring(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => referring(item, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => key !== '$schema' && key !== 'id' && item !== undefined)
      .map(([key, item]) => {
        if (key !== '$ref' || typeof item !== 'string') return [key, referring(item, names)]
        const id = decodeURIComponent(item.replace('#/$defs/', ''))
        return [key, `${place}${names.get(id) ?? id}`]
      }),
  )
}

/** Leaves out what says nothing: that whole numbers are safe ones, and that an answer has no field beyond today's. */
function quieten(schema: z.core.JSONSchema.BaseSchema, io: 'input' | 'output') {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties
}

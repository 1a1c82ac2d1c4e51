import { z } from 'zod'

// A query holds text. These take the text of a value, and only that: `Number('')` would be 0, `Boolean('false')` true.

/** A whole number between two bounds, both included. */
export const queryInt = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, '须为整数')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .meta({ type: 'integer', minimum: min, maximum: max, pattern: undefined })

/** `true` or `false`. */
export const queryFlag = () =>
  z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .meta({ type: 'boolean', enum: undefined })

/** A field that may be repeated: `?state=open&state=closed`; one value is a list of one. At most `most` values. */
export const queryList = <Item extends z.ZodType<unknown, string>>(item: Item, most = 50) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => (typeof given === 'string' ? [given] : given))
    .pipe(z.array(item as z.ZodType<z.output<Item>, string>).max(most))
    .meta({ type: 'array', items: { type: 'string' }, maxItems: most, anyOf: undefined })

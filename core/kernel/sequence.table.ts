import { EntitySchema } from 'typeorm'
import { code, date, integer } from './columns.ts'

/** How far the numbers of one kind have been given out on one business date. */
export interface Sequence {
  /** The prefix that its numbers carry: `GD`. */
  name: string
  onDate: string
  last: number
}

export const SequenceTable = new EntitySchema<Sequence>({
  name: 'sequence',
  columns: { name: { ...code, primary: true }, onDate: { ...date, primary: true }, last: integer },
})

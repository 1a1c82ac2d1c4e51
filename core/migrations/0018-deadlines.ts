import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm'
import { integer, optional } from '#core/kernel/migration.ts'

const hourMs = 3_600_000
/** What was promised for the kinds when this version came. */
const hours = { leak: 4, noWater: 8, cover: 8, lowPressure: 24, quality: 24, meter: 72, billing: 120, other: 120 }
const indices = [
  { name: 'work_order_created', columnNames: ['createdAt'] },
  { name: 'work_order_due', columnNames: ['state', 'dueAt'] },
]

/** Every work order gets the deadline that it would have had: from its report, or from when it was last reopened. */
export class Deadlines1700000000018 implements MigrationInterface {
  readonly name = 'Deadlines1700000000018'

  async up(runner: QueryRunner) {
    const column = integer('dueAt')
    await runner.addColumn('work_order', new TableColumn(optional(column)))
    const cases = Object.entries(hours).map(([kind, promised]) => `when '${kind}' then ${promised * hourMs}`)
    await runner.query(
      `update work_order set dueAt = case kind ${cases.join(' ')} else ${120 * hourMs} end
        + coalesce((select max(t.at) from work_order_step t
                     where t.workOrderId = work_order.id and t.act = 'reopen'), createdAt)`,
    )
    await runner.changeColumn('work_order', 'dueAt', new TableColumn(column))
    for (const index of indices) await runner.createIndex('work_order', new TableIndex(index))
  }

  async down(runner: QueryRunner) {
    for (const { name } of indices) await runner.dropIndex('work_order', name)
    await runner.dropColumn('work_order', 'dueAt')
  }
}

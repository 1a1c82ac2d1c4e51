import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#core/kernel/database.ts'
import type { Actor } from '#core/kernel/actor.ts'
import { newId } from '#core/kernel/id.ts'
import { deliver, dueDeliveries, fanOut } from '#core/kernel/outbox.ts'
import { deleteResident } from '#core/residents/deleteResident.ts'
import { createInvoiceHandlers } from '../invoiceHandlers.ts'
import { createRenderPool } from '../render/renderPool.ts'
import { openTestBlobStore } from '#test/uploads/testBlobStore.ts'
import { createLogger } from '#core/kernel/logger.ts'
import { databases } from '#test/databases.ts'
import { createResident, morningOf } from '#test/household.ts'
import { deleteTitle } from './deleteTitle.ts'
import { mostTitles } from './invoiceTitle.ts'
import { listTitles } from './listTitles.ts'
import { saveTitle, type TitleToSave } from './saveTitle.ts'

let now = morningOf('2026-06-20')
const clock = () => ++now

describe.each(databases)('saved titles on $kind', ({ open }) => {
  let database: Database
  let resident: Actor
  const newResident = async (): Promise<Actor> => ({
    kind: 'resident',
    id: await database.transaction((tx) => createResident(tx, clock())),
  })
  beforeEach(async () => {
    database = await open()
    resident = await newResident()
  })
  afterEach(() => database.close())

  const save = (change: Partial<TitleToSave> = {}, actor = resident) =>
    saveTitle({ database, clock }, actor, {
      id: newId(clock()),
      kind: 'personal',
      name: '张三丰',
      taxNumber: null,
      isDefault: false,
      ...change,
    })
  const remove = (id: string, actor = resident) => deleteTitle({ database, clock }, actor, id)
  const names = async () =>
    (await listTitles({ database }, resident.id)).map(({ name, isDefault }) => (isDefault ? `${name}*` : name))

  it('are of persons, and of companies with a tax number that can be one', async () => {
    const person = await save({ taxNumber: '91350100M000100Y43' })
    expect(person).toMatchObject({ kind: 'personal', taxNumber: null })
    const company = await save({ kind: 'company', name: '某公司', taxNumber: ' 91350100m000100y43 ' })
    expect(company.taxNumber).toBe('91350100M000100Y43')
    for (const taxNumber of ['91350100M000100Y44', '', null, '350100123456789']) {
      await expect(save({ kind: 'company', taxNumber })).rejects.toMatchObject({
        kind: 'invalid',
        code: 'invoiceTitle.taxNumberInvalid',
      })
    }
  })

  it('have one default: the first, until another is made it or it is deleted', async () => {
    const first = await save({ name: '一' })
    await save({ name: '二' })
    expect(await names()).toEqual(['一*', '二'])
    const third = await save({ name: '三', isDefault: true })
    expect(await names()).toEqual(['三*', '二', '一'])
    // Not to be the default any more is for another to take its place.
    await save({ id: third.id, name: '三' })
    expect(await names()).toEqual(['三*', '二', '一'])
    await remove(first.id)
    expect(await names()).toEqual(['三*', '二'])
    await remove(third.id)
    expect(await names()).toEqual(['二*'])
  })

  it('have one default also when several are saved at the same time', async () => {
    await Promise.all(['一', '二', '三', '四'].map((name) => save({ name, isDefault: true })))
    expect((await names()).filter((name) => name.endsWith('*'))).toHaveLength(1)
  })

  it('are changed under their id, by nobody else', async () => {
    const { id } = await save()
    expect(await save({ id, name: '张无忌' })).toMatchObject({ id, name: '张无忌', isDefault: true })
    expect(await names()).toEqual(['张无忌*'])
    const stranger = await newResident()
    await expect(save({ id }, stranger)).rejects.toMatchObject({ code: 'invoiceTitle.differs' })
    await expect(remove(id, stranger)).rejects.toMatchObject({ code: 'invoiceTitle.unknown' })
    expect(await names()).toEqual(['张无忌*'])
  })

  it('are forgotten with the resident whose they are, and nobody else’s', async () => {
    const stranger = await newResident()
    await save()
    await save({ kind: 'company', taxNumber: '91350100M000100Y43' })
    await save({ name: '李四' }, stranger)
    await deleteResident({ database, clock }, resident, resident.id)
    const { blobStore: blobs, remove: removeFiles } = await openTestBlobStore(clock)
    const pool = createRenderPool({ logger: createLogger('silent') })
    const handlers = createInvoiceHandlers({ database, clock, taxPlatform: null, blobs, pool })
    const outbox = { database, clock, handlers }
    await fanOut(outbox)
    expect(await deliver(outbox, await dueDeliveries(outbox))).toBe(1)
    await removeFiles()
    expect(await names()).toEqual([])
    expect(await listTitles({ database }, stranger.id)).toHaveLength(1)
    await expect(save()).rejects.toMatchObject({ code: 'resident.unknown' })
  })

  it('are only so many', async () => {
    for (let index = 0; index < mostTitles; index++) await save({ name: `${index}` })
    await expect(save()).rejects.toMatchObject({ code: 'invoiceTitle.tooMany', data: { most: mostTitles } })
  })
})

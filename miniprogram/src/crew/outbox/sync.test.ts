import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../hub/storage.ts'
import { createInventedHub } from './inventedHub.ts'
import { sendAll } from './sync.ts'
import { createWorks, type Works } from './works.ts'

const named = (id: string) => ({ id, number: `GD-${id}`, kind: 'leak', place: '安平里' }) as const
const photos = { bytes: (ref: string) => Promise.resolve(new TextEncoder().encode(ref)) }

function createPhone(hub: ReturnType<typeof createInventedHub>) {
  const storage = createMemoryStorage()
  let pressed = 0
  const works = (): Works => createWorks(storage)
  return {
    storage,
    works,
    work: (id: string) => works().of(id),
    accept: (id: string) => works().change(named(id), { type: 'accept', id: `step${++pressed}`, at: pressed }),
    write: (id: string, result: string) => works().change(named(id), { type: 'write', result }),
    photo: (id: string, side: 'before' | 'after', ref: string) =>
      works().change(named(id), { type: 'addPhoto', side, ref }),
    finish: (id: string) => works().change(named(id), { type: 'finish', id: `step${++pressed}`, at: pressed }),
    /** As after the app was closed and opened: of before, there is only what the storage has. */
    sync: (call = hub.call) =>
      sendAll({ works: works(), photos, call, staffId: 'me', now: () => 1, heard: () => undefined }),
  }
}

function begin(...ids: string[]) {
  const hub = createInventedHub()
  ids.forEach((id) => hub.dispatch(id))
  return { hub, phone: createPhone(hub) }
}

describe('What was done without a network', () => {
  it('is sent in its sequence when it is back, with the photos in their groups', async () => {
    const { hub, phone } = begin('O')
    hub.be('down')
    phone.accept('O')
    phone.photo('O', 'after', 'after-1')
    phone.photo('O', 'before', 'before-1')
    phone.write('O', '换了阀门')
    phone.finish('O')
    expect(await phone.sync()).toMatchObject({ end: 'again', words: '网络连接不上' })
    expect(phone.work('O')).toMatchObject({
      accept: { sending: { state: 'unsure' } },
      finish: { sending: { state: 'waiting' } },
    })
    hub.be('up')
    expect(await phone.sync()).toEqual({ end: 'all' })
    expect(hub.orders.get('O')).toMatchObject({
      state: 'finished',
      steps: ['step1', 'step2'],
      photos: [['before-1', 'after-1']],
    })
    expect(phone.work('O')).toMatchObject({ finish: { sending: { state: 'done' } } })
  })

  it('is there once though every answer was lost, and so are its photos', async () => {
    const { hub, phone } = begin('O')
    phone.accept('O')
    phone.write('O', '换了阀门')
    phone.photo('O', 'after', 'one')
    phone.finish('O')
    hub.be('losesAnswers')
    for (let round = 0; round < 3; round++) await phone.sync()
    hub.be('up')
    await phone.sync()
    expect(hub.orders.get('O')).toMatchObject({ steps: ['step1', 'step2'], photos: [['one']] })
  })

  it('sends a photo again that the hub has cleared away', async () => {
    const { hub, phone } = begin('O')
    phone.accept('O')
    phone.write('O', '换了阀门')
    phone.photo('O', 'after', 'one')
    phone.finish('O')
    const upTo = async (last: string) => {
      let cut = false
      await phone.sync(((key: string, request: never) => {
        if (cut) hub.be('down')
        cut ||= key.endsWith(last)
        return hub.call(key as 'GET /api/staff/me', request)
      }) as unknown as typeof hub.call)
      hub.be('up')
    }
    await upTo('/uploads')
    expect(phone.work('O')?.finish?.report.after[0]?.uploadId).toBe('u1')
    hub.purge()
    await phone.sync()
    expect(hub.orders.get('O')).toMatchObject({ state: 'finished', photos: [['one']] })
  })

  it('says who has it when somebody else has accepted, keeps the words, and does the others’ work', async () => {
    const { hub, phone } = begin('O', 'P')
    for (const id of ['O', 'P']) {
      phone.accept(id)
      phone.write(id, '换了阀门')
      phone.finish(id)
    }
    hub.dispatch('O', 'li')
    expect(await phone.sync()).toEqual({ end: 'all' })
    const reason = { code: 'workOrder.anothers', words: '这个工单已经由 名字li 处理' }
    expect(phone.work('O')).toMatchObject({
      accept: { sending: { state: 'refused', reason } },
      finish: { report: { result: '换了阀门' } },
    })
    expect(hub.orders.get('P')?.state).toBe('finished')
    // The dispatcher gives it back, and the crew asks once more.
    hub.dispatch('O', 'me')
    phone.works().change(named('O'), { type: 'again', act: 'accept' })
    await phone.sync()
    expect(hub.orders.get('O')).toMatchObject({ state: 'finished', staffId: 'me' })
  })

  it('takes it for accepted what the same person has accepted elsewhere', async () => {
    const { hub, phone } = begin('O')
    phone.accept('O')
    Object.assign(hub.orders.get('O') ?? {}, { state: 'accepted', staffId: 'me' })
    await phone.sync()
    expect(phone.work('O')?.accept?.sending).toMatchObject({ state: 'done' })
  })

  it('waits for the person to log in, and loses nothing meanwhile', async () => {
    const { hub, phone } = begin('O')
    phone.accept('O')
    hub.endSession()
    expect(await phone.sync()).toEqual({ end: 'logIn' })
    hub.logIn()
    expect(await phone.sync()).toEqual({ end: 'all' })
    expect(hub.orders.get('O')?.steps).toEqual(['step1'])
  })

  it('is refused by name when the phone has lost a photo', async () => {
    const { hub, phone } = begin('O')
    phone.accept('O')
    phone.write('O', '换了阀门')
    phone.photo('O', 'after', 'one')
    phone.finish('O')
    const lost = { bytes: () => Promise.resolve(null) }
    const works = phone.works()
    await sendAll({ works, photos: lost, call: hub.call, staffId: 'me', now: () => 1, heard: () => undefined })
    expect(works.of('O')?.finish?.sending).toMatchObject({
      state: 'refused',
      reason: { words: expect.stringContaining('处理后照片 1') },
    })
    expect(hub.orders.get('O')?.state).toBe('accepted')
  })
})

describe('Whatever happens on the way', () => {
  type Event =
    | {
        do: 'accept' | 'finish' | 'withdraw' | 'again' | 'sync' | 'purge' | 'logOut' | 'others' | 'mine' | 'cancel'
        id: string
      }
    | { do: 'photo'; id: string; side: 'before' | 'after' }
    | { do: 'network'; to: 'up' | 'down' | 'losesAnswers' }
    | { do: 'cut'; after: number }

  const id = fc.constantFrom('O', 'P')
  const event: fc.Arbitrary<Event> = fc.oneof(
    fc.record({
      do: fc.constantFrom(
        'accept',
        'finish',
        'withdraw',
        'again',
        'sync',
        'sync',
        'purge',
        'logOut',
        'others',
        'mine',
        'cancel',
      ),
      id,
    }),
    fc.record({ do: fc.constant('photo' as const), id, side: fc.constantFrom('before', 'after') }),
    fc.record({ do: fc.constant('network' as const), to: fc.constantFrom('up', 'down', 'losesAnswers') }),
    fc.record({ do: fc.constant('cut' as const), after: fc.nat(4) }),
  )

  it('each act is done once or refused, with just its photos, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
        const { hub, phone } = begin('O', 'P')
        let taken = 0
        for (const one of events) {
          if (one.do === 'network') hub.be(one.to)
          else if (one.do === 'cut') hub.cutAfter(one.after)
          else if (one.do === 'photo') phone.photo(one.id, one.side, `photo-${one.id}-${++taken}`)
          else if (one.do === 'accept') phone.accept(one.id)
          else if (one.do === 'finish') {
            phone.write(one.id, '修好了')
            phone.finish(one.id)
            phone.finish(one.id)
          } else if (one.do === 'withdraw') phone.works().change(named(one.id), { type: 'withdraw', act: 'finish' })
          else if (one.do === 'again')
            for (const act of ['accept', 'finish'] as const) phone.works().change(named(one.id), { type: 'again', act })
          else if (one.do === 'purge') hub.purge()
          else if (one.do === 'logOut') hub.endSession()
          else if (one.do === 'others') hub.dispatch(one.id, 'li')
          else if (one.do === 'mine') hub.dispatch(one.id, 'me')
          else if (one.do === 'cancel') hub.cancel(one.id)
          else await phone.sync()
        }
        hub.be('up')
        hub.logIn()
        expect(await phone.sync()).toEqual({ end: 'all' })

        const allTaken = phone
          .works()
          .all()
          .flatMap(({ finish, draft }) =>
            [finish?.report, draft].flatMap((report) =>
              [...(report?.before ?? []), ...(report?.after ?? [])].map(({ ref }) => ref),
            ),
          )
        for (const [orderId, { steps, photos: groups }] of hub.orders) {
          expect(new Set(steps).size).toBe(steps.length)
          expect(groups.length).toBeLessThanOrEqual(1)
          for (const group of groups) {
            expect(new Set(group).size).toBe(group.length)
            expect(group.every((ref) => ref.startsWith(`photo-${orderId}-`))).toBe(true)
          }
          const work = phone.work(orderId)
          for (const errand of [work?.accept, work?.finish]) {
            if (!errand) continue
            const { state } = errand.sending
            if (state === 'done' && errand === work?.finish) expect(steps).toContain(errand.id)
            // A report waits for its acceptance as long as that is refused.
            else if (state === 'waiting') expect(work?.accept?.sending.state).toBe('refused')
            else expect(['done', 'refused']).toContain(state)
          }
          if (work?.finish?.sending.state === 'done') {
            const { before, after } = work.finish.report
            expect(groups).toEqual([[...before, ...after].map(({ ref }) => ref)])
          }
        }
        // Every photo that was taken is in a report, sent or kept, unless there were too many.
        expect(new Set(allTaken).size).toBe(allTaken.length)
      }),
      { numRuns: 400 },
    )
  })
})

import { randomBytes } from 'node:crypto'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { keepVoicemail } from '#core/voicemails/keepVoicemail.ts'
import { databases } from '#test/databases.ts'
import { staffCaller, staffCookieFor } from '#test/hub/callers.ts'
import { startTestHub, type TestHub } from '#test/hub/testHub.ts'
import { housePassword } from '#test/staffHouse.ts'

describe.each(databases)('voicemail over HTTP on $kind', ({ open }) => {
  let database: Database
  let hub: TestHub
  let cookie: string
  const sound = randomBytes(200_000)

  beforeAll(async () => {
    database = await open()
    hub = await startTestHub(database)
    await hub.house.hire('operator', hub.house.root.id, ['agent'])
    cookie = await staffCookieFor(hub.url, 'operator', housePassword)
  })
  afterAll(async () => {
    await hub.close()
    await database.close()
  })

  async function keep() {
    const { id: blobId } = await hub.blobStore.put(sound, { mediaType: 'audio/mpeg' })
    const callId = newId(systemClock())
    return keepVoicemail(
      { database, clock: systemClock, numbers: createNumbers({ database, clock: systemClock, block: 1 }) },
      {
        recording: `${callId}-1`,
        callId,
        purpose: 'voicemail',
        callerNumber: '13911112222',
        takenAt: systemClock(),
        lengthMs: 50_000,
        blobId,
        mediaType: 'audio/mpeg',
        playable: true,
      },
    )
  }
  const ask = async (link: string, headers: Record<string, string> = {}, method = 'GET') => {
    const response = await fetch(`${hub.url}${link}`, { headers, method })
    const named = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'cache-control']
    const [type, length, range, accepts, cache] = named.map((name) => response.headers.get(name))
    return {
      status: response.status,
      type,
      length,
      range,
      accepts,
      cache,
      bytes: Buffer.from(await response.arrayBuffer()),
    }
  }

  it('is played from anywhere, as browsers do', async () => {
    const { id } = await keep()
    const caller = staffCaller(hub.url, cookie)
    const given = await caller('POST /api/staff/voicemails/:voicemailId/listenings', { params: { voicemailId: id } })
    const whole = await ask(given.link)
    expect(whole).toMatchObject({
      status: 200,
      type: 'audio/mpeg',
      length: '200000',
      accepts: 'bytes',
      range: null,
      cache: 'no-store',
    })
    expect(whole.bytes.equals(sound)).toBe(true)
    const first = await ask(given.link, { Range: 'bytes=0-' })
    expect(first).toMatchObject({ status: 206, range: 'bytes 0-199999/200000', length: '200000' })
    const middle = await ask(given.link, { Range: 'bytes=65000-140000' })
    expect(middle).toMatchObject({ status: 206, range: 'bytes 65000-140000/200000', length: '75001' })
    expect(middle.bytes.equals(sound.subarray(65_000, 140_001))).toBe(true)
    const end = await ask(given.link, { Range: 'bytes=-10' })
    expect(end.bytes.equals(sound.subarray(-10))).toBe(true)
    expect(await ask(given.link, { Range: 'bytes=200000-' })).toMatchObject({ status: 416, range: 'bytes */200000' })
    expect(await ask(given.link, { Range: 'bytes=0-1', 'If-Range': '"another"' })).toMatchObject({ status: 200 })
    expect(await ask(given.link, {}, 'HEAD')).toMatchObject({ status: 200, length: '200000', bytes: Buffer.alloc(0) })
    expect(await ask(given.link.replace(/signature=./, 'signature=_'))).toMatchObject({ status: 403 })
  })

  it('is told to the open pages of those who may hear it', async () => {
    await hub.house.hire('idler', hub.house.root.id)
    const listen = async (as: string) => {
      const heard: (readonly [name: string, voicemailId: string])[] = []
      const client = io(`${hub.url}/staff`, {
        transports: ['websocket'],
        extraHeaders: { Cookie: as, Origin: hub.url },
        reconnection: false,
      })
      client.onAny((name: string, data: { voicemailId: string }) => heard.push([name, data.voicemailId]))
      await new Promise<void>((resolve, reject) => {
        client.on('connect', resolve)
        client.on('connect_error', reject)
      })
      return {
        /** Of one message; what is told twice counts once. */
        ofMessage: (id: string) => [...new Set(heard.filter(([, of]) => of === id).map(([name]) => name))],
        heard,
        close: () => client.disconnect(),
      }
    }
    const operator = await listen(cookie)
    const idler = await listen(await staffCookieFor(hub.url, 'idler', housePassword))
    try {
      const { id } = await keep()
      await expect.poll(() => operator.ofMessage(id), { timeout: 10_000 }).toEqual(['voicemail.kept'])
      const caller = staffCaller(hub.url, cookie)
      const done = await caller('POST /api/staff/voicemails/:voicemailId/closure', {
        params: { voicemailId: id },
        body: { note: '已回电' },
      })
      expect(done).toMatchObject({ state: 'done', note: '已回电', caller: '139****2222' })
      await expect
        .poll(() => operator.ofMessage(id), { timeout: 10_000 })
        .toEqual(['voicemail.kept', 'voicemail.changed'])
      expect(idler.heard).toEqual([])
    } finally {
      operator.close()
      idler.close()
    }
  })
})

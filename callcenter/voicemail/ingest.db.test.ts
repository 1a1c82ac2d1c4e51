import { appendFileSync } from 'node:fs'
import { chmod, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#core/kernel/clock.ts'
import type { Database } from '#core/kernel/database.ts'
import { newId } from '#core/kernel/id.ts'
import type { Voicemail } from '#core/voicemails/voicemail.ts'
import { VoicemailTable } from '#core/voicemails/voicemail.table.ts'
import { databases } from '#test/databases.ts'
import { createSpool, createVoicemailHouse, type VoicemailHouse } from '#test/voicemails/voicemailHouse.ts'
import { loudnessOf, wav, wavHeader } from '#test/voicemails/wav.ts'
import { ingestRecording, newIngestMemory } from './ingestRecording.ts'
import { importOffline, type RecordingAbout, scanSpool, type SpoolDeps } from './scanSpool.ts'
import { watchSpool } from './watchSpool.ts'

describe.each(databases)('the spool of the exchange on $kind', ({ open }) => {
  let database: Database
  let house: VoicemailHouse
  let spool: Awaited<ReturnType<typeof createSpool>>
  let deps: SpoolDeps
  /** Recording's name → what the hub knows of it. */
  let known: Map<string, RecordingAbout>
  let stillRecording: Set<string>

  beforeEach(async () => {
    database = await open()
    house = await createVoicemailHouse(database)
    spool = await createSpool()
    known = new Map()
    stillRecording = new Set()
    deps = {
      ...house.deps,
      clock: systemClock,
      transcoding: { ffmpeg: 'ffmpeg', timeoutMs: 20_000 },
      memory: newIngestMemory(),
      folders: spool.folders,
      settleMs: 0,
      findRecording: async (callId, recording) => known.get(`${callId}-${recording}`) ?? null,
      isRecording: async (name) => stillRecording.has(name),
    }
  })
  afterEach(async () => {
    await spool.remove()
    await house.remove()
    await database.close()
  })

  async function record(bytes: Uint8Array, about: Partial<RecordingAbout> = {}) {
    const callId = newId(systemClock())
    const recording = `${callId}-2`
    const file = join(spool.folders.recording, `${recording}.wav`)
    await writeFile(file, bytes)
    const callerNumber = house.household.customer.phone
    known.set(recording, { purpose: 'voicemail', callerNumber, accountId: null, ...about })
    return { file, recording, callId, purpose: 'voicemail' as const, callerNumber, accountId: null }
  }
  const voicemails = () => database.read.find(VoicemailTable, { order: { takenAt: 'ASC' } })
  const soundOf = async ({ blobId }: Voicemail) => {
    const { stream, mediaType } = await house.deps.blobStore.get(blobId)
    return { bytes: await buffer(stream), mediaType }
  }
  const inSpool = () => readdir(spool.folders.recording)

  it('gives a recording of one loudness that browsers play, whoever was quiet or loud', async () => {
    const loudness: number[] = []
    for (const amplitude of [0.01, 0.9]) {
      const spooled = await record(wav({ ms: 4_000, amplitude }))
      const { mtimeMs } = await stat(spooled.file)
      const ingested = await ingestRecording(deps, spooled)
      if (ingested.kind !== 'kept') throw new Error(ingested.kind)
      const { lengthMs, accountId, callId, takenAt } = ingested.voicemail
      expect(lengthMs).toBeGreaterThan(3_900)
      expect(lengthMs).toBeLessThan(4_300)
      expect(accountId).toBe(house.household.account.id)
      expect(callId).toBe(spooled.callId)
      expect(Math.abs(takenAt + lengthMs - mtimeMs)).toBeLessThan(2)
      const { bytes, mediaType } = await soundOf(ingested.voicemail)
      expect(mediaType).toBe('audio/mpeg')
      expect(bytes.readUInt16BE(0) & 0xffe0).toBe(0xffe0) // a frame of MPEG audio
      loudness.push(loudnessOf(bytes))
    }
    const [quiet = 0, loud = 0] = loudness
    expect(Math.abs(quiet - loud)).toBeLessThan(6)
    expect(
      loudnessOf(wav({ ms: 4_000, amplitude: 0.9 })) - loudnessOf(wav({ ms: 4_000, amplitude: 0.01 })),
    ).toBeGreaterThan(30)
    expect(await inSpool()).toEqual([])
  })

  it('keeps each once, however often it is told', async () => {
    const spooled = await record(wav())
    const told = await Promise.all([ingestRecording(deps, spooled), ingestRecording(deps, spooled), scanSpool(deps)])
    await writeFile(spooled.file, wav())
    expect(await ingestRecording({ ...deps, memory: newIngestMemory() }, spooled)).toEqual(told[0])
    expect(await voicemails()).toHaveLength(1)
    expect(await inSpool()).toEqual([])
    expect(await ingestRecording(deps, { ...spooled, recording: `${newId(1)}-1` })).toEqual({ kind: 'gone' })
  })

  it('finds nothing in a recording without a sound', async () => {
    const spooled = await record(wavHeader(0))
    expect(await ingestRecording(deps, spooled)).toEqual({ kind: 'empty' })
    expect(await inSpool()).toEqual([])
    expect(await voicemails()).toEqual([])
  })

  it('waits until a recording is complete', async () => {
    const whole = wav({ ms: 3_000 })
    const part = Math.ceil(whole.length / 12)
    const spooled = await record(whole.subarray(0, part))
    const ingesting = ingestRecording(deps, spooled)
    for (let at = part; at < whole.length; at += part) {
      await setTimeout(50)
      appendFileSync(spooled.file, whole.subarray(at, at + part))
    }
    await ingesting
    expect((await voicemails())[0]?.lengthMs).toBeGreaterThan(2_900)
  })

  it('reads a recording whose length was never written, because the exchange was killed', async () => {
    await record(Buffer.concat([wavHeader(0), wav({ ms: 2_000 }).subarray(44)]))
    expect(await scanSpool(deps)).toEqual({ kept: 1, failed: 0 })
    expect((await voicemails())[0]).toMatchObject({ playable: true, mediaType: 'audio/mpeg' })
    expect((await voicemails())[0]?.lengthMs).toBeGreaterThan(1_900)
  })

  it('keeps a file that cannot be read as it came, and shows it to staff', async () => {
    const noise = Buffer.from('this is no recording, whatever its name says. '.repeat(20))
    await record(noise)
    expect(await scanSpool(deps)).toEqual({ kept: 1, failed: 0 })
    expect(await inSpool()).toEqual([])
    const [voicemail] = await voicemails()
    if (!voicemail) throw new Error('lost')
    expect(voicemail).toMatchObject({ playable: false, state: 'new', callerNumber: house.household.customer.phone })
    expect((await soundOf(voicemail)).bytes.equals(noise)).toBe(true)
  })

  it('tries a file that ffmpeg does not come to an end with three times, and then keeps it as it came', async () => {
    const slow = join(spool.folders.offline, 'slow-ffmpeg')
    await writeFile(slow, '#!/bin/sh\nexec sleep 30\n')
    await chmod(slow, 0o755)
    const hanging = { ...deps, transcoding: { ffmpeg: slow, timeoutMs: 100 } }
    await record(wav())
    expect(await scanSpool(hanging)).toEqual({ kept: 0, failed: 1 })
    expect(await scanSpool(hanging)).toEqual({ kept: 0, failed: 1 })
    expect(await inSpool()).toHaveLength(1)
    expect(await scanSpool(hanging)).toEqual({ kept: 1, failed: 0 })
    expect(await voicemails()).toMatchObject([{ playable: false, lengthMs: 1_500 }])
  })

  it('keeps recordings as they are on a machine without ffmpeg', async () => {
    const sound = wav()
    await record(sound)
    await scanSpool({ ...deps, transcoding: { ffmpeg: '/no/such/ffmpeg', timeoutMs: 1_000 } })
    const [voicemail] = await voicemails()
    if (!voicemail) throw new Error('lost')
    expect(voicemail).toMatchObject({ playable: true, mediaType: 'audio/wav', lengthMs: 1_500 })
    expect((await soundOf(voicemail)).bytes.equals(sound)).toBe(true)
  })

  it('is not scanned for what is still being recorded, nor for what is no recording', async () => {
    const { recording, file } = await record(wav())
    await writeFile(join(spool.folders.recording, 'notes.wav'), wav())
    stillRecording.add(recording)
    expect(await scanSpool(deps)).toEqual({ kept: 0, failed: 0 })
    stillRecording.clear()
    expect(await scanSpool({ ...deps, settleMs: 60_000 })).toEqual({ kept: 0, failed: 0 })
    await utimes(file, new Date(), (systemClock() - 61_000) / 1_000)
    expect(await scanSpool({ ...deps, settleMs: 60_000 })).toEqual({ kept: 1, failed: 0 })
    expect(await inSpool()).toEqual(['notes.wav'])
    expect(await scanSpool({ ...deps, folders: { recording: '/no/such', offline: '/no/such' } })).toEqual({
      kept: 0,
      failed: 0,
    })
  })

  it('gives the recordings of calls that the hub lost, too', async () => {
    const { recording } = await record(wav())
    known.delete(recording)
    expect(await scanSpool(deps)).toEqual({ kept: 1, failed: 0 })
    expect(await voicemails()).toMatchObject([{ recording, purpose: 'voicemail', callerNumber: '' }])
  })

  it('gives the messages that were taken while the hub was down, once', async () => {
    const { phone } = house.household.customer
    const names = [`1764000000-1764000000.17-${phone}.wav`, '1764000100-1764000100.18-anonymous.wav', 'odd name.wav']
    for (const name of names) await writeFile(join(spool.folders.offline, name), wav())
    expect(await importOffline(deps)).toEqual({ kept: 3, failed: 0 })
    for (const name of names) await writeFile(join(spool.folders.offline, name), wav())
    await importOffline(deps)
    expect(await voicemails()).toMatchObject([
      { callerNumber: phone, takenAt: 1_764_000_000_000, callId: null, accountId: house.household.account.id },
      { callerNumber: '', takenAt: 1_764_000_100_000 },
      { callerNumber: '', recording: 'offline-odd name' },
    ])
    expect(await readdir(spool.folders.offline)).toEqual([])
  })

  it('is watched until that is stopped', async () => {
    await record(wav())
    const watch = watchSpool(deps, { everyMs: 50 })
    await expect.poll(async () => (await voicemails()).length, { timeout: 10_000 }).toBe(1)
    await record(wav())
    await expect.poll(async () => (await voicemails()).length, { timeout: 10_000 }).toBe(2)
    await watch.stop()
    await record(wav())
    await setTimeout(200)
    expect(await inSpool()).toHaveLength(1)
  })
})

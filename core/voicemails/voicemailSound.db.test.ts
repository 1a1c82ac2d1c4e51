import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import type { Database } from '#core/kernel/database.ts'
import { databases } from '#test/databases.ts'
import { createVoicemailHouse, type VoicemailHouse } from '#test/voicemails/voicemailHouse.ts'
import { listenToVoicemail, type VoicemailLink, voicemailBlob } from './listenToVoicemail.ts'
import { purgeVoicemails } from './purgeVoicemails.ts'
import type { Voicemail } from './voicemail.ts'
import { VoicemailTable } from './voicemail.table.ts'

const day = 86_400_000

describe.each(databases)('the sound of a message on $kind', ({ open }) => {
  let database: Database
  let house: VoicemailHouse
  beforeAll(async () => {
    database = await open()
    house = await createVoicemailHouse(database)
  })
  afterAll(async () => {
    await house.remove()
    await database.close()
  })

  const auditsOf = async ({ id }: Voicemail) =>
    (await database.read.findBy(AuditTable, { subjectKind: 'voicemail', subjectId: id }))
      .map(({ action }) => action)
      .toSorted()

  it('is heard by a link for five minutes, by whom it was given to, as long as they may', async () => {
    const { id: blobId } = await house.deps.blobStore.put(Buffer.from('sound'), { mediaType: 'audio/mpeg' })
    const voicemail = await house.keep({ blobId })
    const leaver = await house.hire(`leaver${voicemail.id.slice(-6).toLowerCase()}`, house.north.id, ['agent'])
    const { link, expiresAt } = await listenToVoicemail(house.deps, leaver, voicemail.id)
    expect(await auditsOf(voicemail)).toEqual(['voicemail.kept', 'voicemail.listened'])
    const url = new URL(link, 'http://hub')
    const given: VoicemailLink = {
      voicemailId: url.pathname.split('/').at(-1) ?? '',
      viewer: url.searchParams.get('viewer') ?? '',
      expires: Number(url.searchParams.get('expires')),
      signature: url.searchParams.get('signature') ?? '',
    }
    expect(given.expires).toBe(expiresAt)
    const heard = await house.deps.blobStore.get(await voicemailBlob(house.deps, given))
    expect((await buffer(heard.stream)).toString()).toBe('sound')
    const invalid = { code: 'file.linkInvalid' }
    for (const change of [
      { viewer: house.mate.staffId },
      { expires: given.expires + 1 },
      { voicemailId: (await house.keep()).id },
      { signature: 'x'.repeat(43) },
    ])
      await expect(voicemailBlob(house.deps, { ...given, ...change })).rejects.toMatchObject(invalid)
    await database.transaction((tx) =>
      tx.query('update staff set disabledAt = ? where id = ?', [house.time.now, leaver.staffId]),
    )
    await expect(voicemailBlob(house.deps, given)).rejects.toMatchObject(invalid)
    const again = await listenToVoicemail(house.deps, house.mate, voicemail.id)
    house.time.now = again.expiresAt
    const late = new URL(again.link, 'http://hub').searchParams
    await expect(
      voicemailBlob(house.deps, {
        voicemailId: voicemail.id,
        viewer: house.mate.staffId,
        expires: again.expiresAt,
        signature: late.get('signature') ?? '',
      }),
    ).rejects.toMatchObject(invalid)
  })

  it('is removed after 180 days with its sound, which is written down, whoever was killed over it', async () => {
    const { blobStore } = house.deps
    const { id: blobId } = await blobStore.put(Buffer.from('sound'), { mediaType: 'audio/mpeg' })
    const old = await house.keep({ blobId })
    house.time.now += 180 * day
    const young = await house.keep()
    await purgeVoicemails(house.deps)
    expect(await database.read.existsBy(VoicemailTable, { id: old.id })).toBe(true)
    house.time.now += 1
    // Killed after the sound and before the row.
    const dying = {
      ...blobStore,
      delete: (id: string) => blobStore.delete(id).then(() => Promise.reject(new Error('killed'))),
    }
    await expect(purgeVoicemails({ ...house.deps, blobStore: dying })).rejects.toThrow('killed')
    expect(await purgeVoicemails(house.deps)).toBeGreaterThan(0)
    expect(await database.read.existsBy(VoicemailTable, { id: old.id })).toBe(false)
    expect(await blobStore.exists(blobId)).toBe(false)
    expect(await auditsOf(old)).toContain('voicemail.removed')
    expect(await database.read.existsBy(VoicemailTable, { id: young.id })).toBe(true)
  })
})

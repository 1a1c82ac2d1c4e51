import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditTable } from '#core/audit/audit.table.ts'
import { openDatabase, type Database } from '#core/kernel/database.ts'
import { coreSchema } from '#core/schema.ts'
import { databases, migratedUrl } from '#test/databases.ts'
import { createStaffHouse } from '#test/staffHouse.ts'
import { createPartner, type NewPartner } from './createPartner.ts'
import { disablePartner } from './disablePartner.ts'
import { listPartners } from './listPartners.ts'
import { customaryHours } from './partner.ts'
import { PartnerNonceTable, PartnerTable } from './partner.table.ts'
import { type ClaimedRequest, proveRequest } from './proveRequest.ts'
import { purgeNonces } from './purgeNonces.ts'
import { rotatePartnerKey } from './rotatePartnerKey.ts'
import { signRequest } from './signature.ts'

const newKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}
const [bank, shop] = [newKey(), newKey()]
/** 2026-09-21 21:33:20 in Asia/Shanghai. */
const begun = 1_789_997_600_000

describe.each(databases)('a request of a partner on $kind', ({ open, kind }) => {
  let database: Database
  let house: Awaited<ReturnType<typeof createStaffHouse>>
  let now: number
  const clock = () => now

  beforeEach(async () => {
    now = begun
    database = await open()
    house = await createStaffHouse(database, clock)
  })
  afterEach(() => database.close())

  const create = (more: Partial<NewPartner> = {}) =>
    createPartner({ database, clock }, house.admin, {
      code: 'DEMOBANK',
      name: '示范银行',
      publicKeyPem: bank.pem,
      allowedAddresses: ['10.1.0.0/16'],
      ratePerMinute: 600,
      ...customaryHours,
      ...more,
    })

  let serial = 0
  /** A request that the bank signed, altered afterwards. */
  function request(
    altered: Partial<ClaimedRequest> = {},
    signed: Partial<ClaimedRequest> = {},
    key = bank,
  ): ClaimedRequest {
    const plain = {
      partnerCode: 'DEMOBANK',
      method: 'POST',
      path: '/api/partner/payments?serial=1',
      timestamp: String(Math.floor(now / 1000)),
      nonce: `nonce-${String(++serial).padStart(12, '0')}`,
      body: Buffer.from('{"amount":3040}'),
      address: '10.1.2.3',
      ...signed,
    }
    return { ...plain, signature: signRequest(key.privateKey, plain), ...altered }
  }
  const prove = (claimed: ClaimedRequest, db = database) => proveRequest({ database: db, clock }, claimed)
  const codeOf = (claimed: ClaimedRequest, db = database) =>
    prove(claimed, db).then(
      () => 'proven',
      (error: { code: string }) => error.code,
    )

  it('is proven, and tells who sent it', async () => {
    const { id: partnerId } = await create()
    expect(await prove(request())).toEqual({ partnerId, code: 'DEMOBANK', name: '示范银行', ratePerMinute: 600 })
  })

  it('is refused when any part of it was altered, and uses up no nonce', async () => {
    await create()
    for (const altered of [
      { method: 'PUT' },
      { path: '/api/partner/payments?serial=2' },
      { timestamp: String(Math.floor(now / 1000) + 1) },
      { nonce: 'another-nonce-of-the-thief' },
      { body: Buffer.from('{"amount":9999}') },
      { signature: 'AAAA' },
      { signature: '' },
    ]) {
      expect(await codeOf(request(altered))).toBe('partner.signatureInvalid')
    }
    expect(await database.read.count(PartnerNonceTable)).toBe(0)
  })

  it('looks from outside alike for a wrong signature, an unknown and a disabled partner', async () => {
    await create()
    const gone = await create({ code: 'GONE', publicKeyPem: shop.pem })
    await disablePartner({ database, clock }, house.admin, gone.id)
    const refusals = await Promise.all(
      [
        request({ signature: 'AAAA' }),
        request({ partnerCode: 'NOBODY' }),
        request({}, { partnerCode: 'GONE' }, shop),
      ].map((claimed) =>
        prove(claimed).catch(({ kind: sort, code, sentence, data }) => ({ sort, code, sentence, data })),
      ),
    )
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1)
    expect(refusals[0]).toMatchObject({ sort: 'unauthenticated', code: 'partner.signatureInvalid', data: {} })
    for (const partnerCode of ['demobank', 'DEMOBANK ', "' or 1=1 --", '']) {
      expect(await codeOf(request({ partnerCode }))).toBe('partner.signatureInvalid')
    }
  })

  it('is not another partner’s because it bears another name', async () => {
    await create()
    await create({ code: 'SHOP', publicKeyPem: shop.pem })
    expect(await codeOf(request({ partnerCode: 'SHOP' }))).toBe('partner.signatureInvalid')
    expect(await codeOf(request({}, { partnerCode: 'SHOP' }, shop))).toBe('proven')
    expect(await codeOf(request({}, {}, shop))).toBe('partner.signatureInvalid')
    await expect(create({ code: 'TWIN' })).rejects.toMatchObject({ code: 'partner.keyTaken' })
  })

  it('is taken once, of twenty at once too', async () => {
    await create()
    const claimed = request()
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(claimed)))
    expect(codes.filter((code) => code === 'proven')).toHaveLength(1)
    expect(codes.filter((code) => code === 'partner.replayed')).toHaveLength(19)
    expect(await codeOf(request({}, { nonce: claimed.nonce, body: Buffer.from('other') }))).toBe('partner.replayed')
  })

  it('is a replay for another process, and after a restart', async () => {
    const url = await migratedUrl(kind)
    const before = await openDatabase(url, coreSchema)
    const elsewhere = await createStaffHouse(before, clock)
    const partner = {
      code: 'DEMOBANK',
      name: '示范银行',
      publicKeyPem: bank.pem,
      allowedAddresses: [],
      ratePerMinute: 1,
      serviceFrom: null,
      serviceTo: null,
    }
    await createPartner({ database: before, clock }, elsewhere.admin, partner)
    const claimed = request()
    expect(await codeOf(claimed, before)).toBe('proven')
    await before.close()
    const after = await openDatabase(url, coreSchema)
    expect(await codeOf(claimed, after)).toBe('partner.replayed')
    await after.close()
  })

  it('is stale five minutes from the hub’s time, either way', async () => {
    await create()
    const at = (seconds: number) => codeOf(request({}, { timestamp: String(begun / 1000 + seconds) }))
    expect(await at(-300)).toBe('proven')
    expect(await at(300)).toBe('proven')
    expect(await at(-301)).toBe('partner.stale')
    expect(await at(301)).toBe('partner.stale')
    for (const timestamp of ['', 'now', '1789997600000', '1.789997600e9', '-1789997600', ' 1789997600']) {
      expect(await codeOf(request({}, { timestamp }))).toBe('partner.stale')
    }
  })

  it('needs a nonce that is one', async () => {
    await create()
    for (const nonce of ['', 'short', 'x'.repeat(65), 'with a blank in it', 'line\nbreak-and-more']) {
      expect(await codeOf(request({}, { nonce }))).toBe('partner.nonceInvalid')
    }
    for (const nonce of ['x'.repeat(16), 'x'.repeat(64)]) expect(await codeOf(request({}, { nonce }))).toBe('proven')
  })

  it('comes from the partner’s addresses; from elsewhere it cannot use up the nonce', async () => {
    await create()
    const claimed = request()
    await expect(prove({ ...claimed, address: '10.2.0.1' })).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'partner.addressRefused',
    })
    expect(await codeOf(claimed)).toBe('proven')
  })

  it('comes within service hours, and cannot be kept for the morning', async () => {
    await create()
    now = begun + 2 * 3_600_000
    await expect(prove(request())).rejects.toMatchObject({ kind: 'unavailable', code: 'partner.outsideHours' })
    const morning = Date.parse('2026-09-22T05:00:00+08:00')
    now = morning - 60_000
    const early = request()
    expect(await codeOf(early)).toBe('partner.outsideHours')
    now = morning
    expect(await codeOf(early)).toBe('partner.replayed')
    expect(await codeOf(request())).toBe('proven')
  })

  it('stays a replay until it is stale, whatever was purged', async () => {
    await create()
    const ahead = request({}, { timestamp: String(begun / 1000 + 300) })
    expect(await codeOf(ahead)).toBe('proven')
    now = begun + 600_000
    expect(await purgeNonces({ database, clock })).toBe(0)
    expect(await codeOf(ahead)).toBe('partner.replayed')
    now = begun + 661_000
    expect(await purgeNonces({ database, clock })).toBe(1)
    expect(await codeOf(ahead)).toBe('partner.stale')
  })

  it('purges many nonces in batches, and no young one', async () => {
    const { id: partnerId } = await create()
    const rows = Array.from({ length: 2_300 }, (_, i) => ({
      partnerId,
      nonce: `nonce-of-long-ago-${i}`,
      at: begun - 700_000 + Math.floor(i / 7),
    }))
    await database.transaction((tx) => tx.insert(PartnerNonceTable, rows))
    await prove(request())
    await purgeNonces({ database, clock })
    expect(await database.read.count(PartnerNonceTable)).toBe(1)
  })

  it('is signed with the new key from the moment it is changed', async () => {
    const { id: partnerId } = await create()
    await rotatePartnerKey({ database, clock }, house.admin, { partnerId, publicKeyPem: shop.pem })
    expect(await codeOf(request())).toBe('partner.signatureInvalid')
    expect(await codeOf(request({}, {}, shop))).toBe('proven')
    await rotatePartnerKey({ database, clock }, house.admin, { partnerId, publicKeyPem: shop.pem })
    await create({ code: 'SECOND' })
    await expect(
      rotatePartnerKey({ database, clock }, house.admin, { partnerId, publicKeyPem: bank.pem }),
    ).rejects.toMatchObject({
      code: 'partner.keyTaken',
    })
    const entries = await database.read.findBy(AuditTable, { subjectKind: 'partner', subjectId: partnerId })
    expect(entries.map(({ action }) => action).toSorted()).toEqual(['partner.created', 'partner.keyRotated'])
  })

  it('is let in only by who manages partners for the whole city', async () => {
    await house.inventRole('partnerManager', ['partner.manage'])
    const branch = await house.hire('branch', house.north.id, ['partnerManager'])
    const forbidden = { code: 'staff.forbidden' }
    const { id: partnerId } = await create()
    const wanted = {
      code: 'MOLE',
      name: '内鬼',
      publicKeyPem: shop.pem,
      allowedAddresses: [],
      ratePerMinute: 1,
      serviceFrom: null,
      serviceTo: null,
    }
    await expect(createPartner({ database, clock }, branch, wanted)).rejects.toMatchObject(forbidden)
    await expect(disablePartner({ database, clock }, branch, partnerId)).rejects.toMatchObject(forbidden)
    await expect(
      rotatePartnerKey({ database, clock }, branch, { partnerId, publicKeyPem: shop.pem }),
    ).rejects.toMatchObject(forbidden)
    await expect(listPartners({ database }, branch)).rejects.toMatchObject(forbidden)
    expect((await listPartners({ database }, house.admin)).map(({ code }) => code)).toEqual(['DEMOBANK'])
  })

  it('belongs to a partner whose terms make sense', async () => {
    await create()
    await expect(create({ publicKeyPem: shop.pem })).rejects.toMatchObject({ code: 'partner.codeTaken' })
    const other = { code: 'OTHER', publicKeyPem: shop.pem }
    await expect(create({ ...other, code: 'lower' })).rejects.toMatchObject({ code: 'partner.codeInvalid' })
    await expect(create({ ...other, ratePerMinute: 0 })).rejects.toMatchObject({ code: 'partner.rateInvalid' })
    await expect(create({ ...other, serviceTo: null })).rejects.toMatchObject({ code: 'partner.hoursInvalid' })
    await expect(create({ ...other, allowedAddresses: ['anywhere'] })).rejects.toMatchObject({
      code: 'partner.addressInvalid',
    })
    await expect(create({ ...other, publicKeyPem: 'no key' })).rejects.toMatchObject({ code: 'partner.keyInvalid' })
    expect(await database.read.count(PartnerTable)).toBe(1)
  })
})

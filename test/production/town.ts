import { generateKeyPairSync } from 'node:crypto'
import { systemClock as clock } from '#core/kernel/clock.ts'
import { type Database, openDatabase } from '#core/kernel/database.ts'
import { createPartner } from '#core/partners/createPartner.ts'
import { importAccessKey } from '#core/residents/accessToken.ts'
import { issueTokens } from '#core/residents/issueTokens.ts'
import { hubSchema } from '#gateway/schema.ts'
import type { PartnerKey } from '#test/hub/callers.ts'
import { createMoneyHouse } from '#test/money/moneyHouse.ts'
import { createDistrict } from '#test/outages/district.ts'
import { createStaffHouse } from '#test/staffHouse.ts'

const debtors = 10
const neighbours = 24

/** Those who will ask for something: a bank, accounts that owe money, a street and its residents, a dispatcher. */
export async function settleTown(databaseUrl: string, tokenSecret: string) {
  const database = await openDatabase(databaseUrl, hubSchema)
  try {
    return await settle(database, tokenSecret)
  } finally {
    await database.close()
  }
}
export type Town = Awaited<ReturnType<typeof settleTown>>

async function settle(database: Database, tokenSecret: string) {
  const house = await createStaffHouse(database, clock)
  await house.hire('dispatcher', house.north.id, ['dispatcher'])
  const money = await createMoneyHouse(database)
  const accountNumbers: string[] = []
  for (let index = 0; index < debtors; index++) {
    const home = await money.newHome()
    await home.bill(20)
    accountNumbers.push(home.accountNumber)
  }
  const { routeId, homes } = await createDistrict(database, house.north.id, neighbours)
  const accessKey = await importAccessKey(tokenSecret)
  const residents: { accountId: string; accessToken: string; refreshToken: string }[] = []
  for (const { accountId, residentId } of homes) {
    if (residentId !== null)
      residents.push({ accountId, ...(await issueTokens({ database, clock, accessKey }, residentId)) })
  }
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const terms = { allowedAddresses: [], ratePerMinute: 100_000, serviceFrom: null, serviceTo: null }
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  await createPartner({ database, clock }, house.admin, { code: 'TESTBANK', name: '测试银行', publicKeyPem, ...terms })
  const bank: PartnerKey = { code: 'TESTBANK', privateKey }
  return { unitId: house.north.id, accountNumbers, routeId, homes: homes.length, residents, bank }
}

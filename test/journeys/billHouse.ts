import { createPrivateKey } from 'node:crypto'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { type Fen, fen } from '#core/kernel/fen.ts'
import { openPhone, type Phone, screens } from '#test/browser/phone.ts'
import { type Desk, deskScreens, openDesk } from '#test/console/desk.ts'
import { anybody, partnerCaller, residentCaller } from '#test/hub/callers.ts'
import { openChromiumInside } from '#test/telephones/chromium.ts'
import { type HubHouse, openHubHouse } from '#test/telephones/hubHouse.ts'
import { openNetwork } from '#test/telephones/network.ts'
import { writeTone } from '#test/telephones/sound.ts'

export interface BookedReceipt {
  id: string
  number: string
  amount: Fen
  toBills: Fen
  toLateFees: Fen
  toPrepayment: Fen
}

/** The whole hub with its demonstration’s city, and all who have to do with the bill of one household. */
export interface BillHouse {
  readonly hub: HubHouse
  /** Somebody of the city whose bill is overdue. */
  readonly home: HubHouse['made']['accounts'][number] & { id: string }
  /** Of the resident, who is not logged in yet. */
  readonly phone: Phone
  readonly accountant: Desk
  readonly bank: ReturnType<typeof partnerCaller> & { code: string }
  /** Somebody of the demonstration’s staff at the console. */
  sitDown(login: string): Promise<Desk>
  /** Binds the household to the resident of this name. */
  bind(name: string): Promise<void>
  /** What the household owes, as the bank is told it. */
  debt(): Promise<Awaited<ReturnType<typeof debtOf>>>
  /** The household's newest receipt of a channel. */
  receiptBy(channel: string): BookedReceipt
  /** The household's only invoice. */
  invoice(): { id: string; state: string; number: string | null; redNumber: string | null }
  /** Proves that the books balance; resolves to what the till has taken from the household since the house was opened. */
  proveBooks(): Promise<Fen>
  close(): Promise<void>
}

export async function openBillHouse(): Promise<BillHouse> {
  const network = await openNetwork()
  const hub = await openHubHouse(network)
  const browser = await openChromiumInside(network, await writeTone(join(network.folder, 'hum.wav'), 1_000, 10))
  const { partner } = hub.made
  if (!partner) throw new Error('the demonstration has no bank')
  const bank = partnerCaller(hub.outside, {
    code: partner.code,
    privateKey: createPrivateKey(partner.privateKeyPem),
  })
  const home = await findOverdueHome(hub, bank)
  const cash = () =>
    only<{ taken: number }>(
      hub,
      `select coalesce(sum(amount), 0) as taken from ledger_line where accountId = ? and ledger = 'cash'`,
      [home.id],
    ).taken
  const before = cash()
  const accountant = await sitDown(hub, browser, 'accountant')
  return {
    hub,
    home,
    phone: await openPhone(browser, hub.inside, screens.usual),
    accountant,
    bank: Object.assign(bank, { code: partner.code }),
    sitDown: (login) => sitDown(hub, browser, login),
    async bind(name) {
      const { accountNumber, name: customer, meterNumber } = home
      const { accessToken } = await anybody(hub.outside)('POST /api/resident/sessions/development', { body: { name } })
      await residentCaller(hub.outside, accessToken)('POST /api/resident/bindings', {
        body: { proof: 'meterNumber', accountNumber, name: customer, meterNumber },
      })
    },
    debt: () => debtOf(bank, home.accountNumber),
    receiptBy: (channel) =>
      only(
        hub,
        `select id, number, amount, toBills, toLateFees, toPrepayment from receipt
         where accountId = ? and channel = ? order by id desc limit 1`,
        [home.id, channel],
      ),
    invoice: () => only(hub, 'select id, state, number, redNumber from invoice where accountId = ?', [home.id]),
    async proveBooks() {
      const keeper = await hub.as('accountant')
      const { balanced, drifts, debits, credits } = await keeper('GET /api/staff/ledger/reconciliation')
      expect({ balanced, drifts, differ: debits - credits }).toEqual({ balanced: true, drifts: [], differ: 0 })
      return fen(cash() - before)
    },
    async close() {
      await browser.close()
      await hub.close()
    },
  }
}

async function sitDown(hub: HubHouse, browser: Browser, login: string): Promise<Desk> {
  const person = hub.made.staff.find((one) => one.login === login)
  const desk = await openDesk(browser, hub.inside, deskScreens.old)
  await desk.logIn(login, person?.password ?? '')
  await desk.page.getByRole('navigation').waitFor()
  return desk
}

async function findOverdueHome(hub: HubHouse, bank: ReturnType<typeof partnerCaller>): Promise<BillHouse['home']> {
  for (const account of hub.made.accounts.toReversed()) {
    const { lateFee } = await debtOf(bank, account.accountNumber)
    const { id } = only<{ id: string }>(hub, 'select id from account where number = ?', [account.accountNumber])
    if (lateFee > 0) return { ...account, id }
  }
  throw new Error('nobody is late')
}

async function debtOf(bank: ReturnType<typeof partnerCaller>, accountNumber: string) {
  const asked = await bank('GET /api/partner/v1/accounts/:accountNumber/debt', { params: { accountNumber } })
  return asked.debt
}

function only<Row>(hub: HubHouse, sql: string, parameters: readonly unknown[]): Row {
  const [row] = hub.rows<Row>(sql, parameters)
  if (row === undefined) throw new Error(`no row: ${sql} ${String(parameters)}`)
  return row
}

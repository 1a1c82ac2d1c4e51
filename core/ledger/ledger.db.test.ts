import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AccountTable } from '#core/accounts/account.table.ts'
import { BillTable, SettlementTable } from '#core/billing/billing.table.ts'
import { businessDate } from '#core/kernel/businessDate.ts'
import type { Database } from '#core/kernel/database.ts'
import { type Fen, fen, sum } from '#core/kernel/fen.ts'
import { ReceiptTable } from '#core/payments/payment.table.ts'
import { type BillingHome, type BillingHouse, createBillingHouse } from '#test/billing/billingHouse.ts'
import { databases } from '#test/databases.ts'
import { LedgerTable } from './ledger.table.ts'
import type { LedgerName } from './ledgerLine.ts'
import { post } from './post.ts'
import { type Drift, reconcileLedger } from './reconcileLedger.ts'
import { viewReconciliation } from './viewReconciliation.ts'

describe.each(databases)('the ledger on $kind', ({ open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  const entry = (amounts: Partial<Record<LedgerName, Fen>>, accountId = 'account-1') => ({
    kind: 'receipt' as const,
    sourceId: 'receipt-1',
    accountId,
    bookedOn: businessDate('2026-03-02'),
    amounts,
  })

  describe('when something is posted', () => {
    it('gets the lines of each entry that move money, under one id', async () => {
      await database.transaction((tx) =>
        post(
          tx,
          [entry({ cash: fen(500), receivable: fen(-300), prepayment: fen(-200), 'revenue.lateFee': fen(0) })],
          1,
        ),
      )
      const lines = await database.read.find(LedgerTable)
      expect(lines.map(({ ledger, amount }) => [ledger, amount]).toSorted()).toEqual([
        ['cash', 500],
        ['prepayment', -200],
        ['receivable', -300],
      ])
      expect(new Set(lines.map(({ entryId }) => entryId)).size).toBe(1)
      expect(lines[0]).toMatchObject({ kind: 'receipt', sourceId: 'receipt-1', bookedOn: '2026-03-02' })
    })

    it('refuses what does not balance, and whatever came with it', async () => {
      const balanced = entry({ cash: fen(500), receivable: fen(-500) })
      for (const receivable of [-499, -501]) {
        const wrong = entry({ cash: fen(500), receivable: fen(receivable) })
        const posted = database.transaction((tx) => post(tx, [balanced, wrong], 1))
        await expect(posted).rejects.toThrow('unbalanced entry receipt of receipt-1')
      }
      expect(await database.read.count(LedgerTable)).toBe(0)
    })

    it('takes no entries, and entries of nothing, for nothing', async () => {
      await database.transaction((tx) => post(tx, [], 1))
      await database.transaction((tx) => post(tx, [entry({ cash: fen(0) })], 1))
      expect(await database.read.count(LedgerTable)).toBe(0)
    })
  })

  describe('when it is reconciled', () => {
    let house: BillingHouse
    let home: BillingHome
    /** Two homes: one owes, the other has paid one bill twice over. Their books balance. */
    beforeEach(async () => {
      house = createBillingHouse(database)
      home = await house.newHome()
      await house.newHome()
      await home.pay(1_200 + 5_000)
    })

    const check = () => reconcileLedger({ database })
    const drift = (found: Drift['check'], id: string, ledger: number, rows: number) => ({
      check: found,
      id,
      ledger,
      rows,
    })
    const receipt = () => database.read.findOneByOrFail(ReceiptTable, { accountId: home.accountId })
    const bill = () => database.read.findOneByOrFail(BillTable, { accountId: home.accountId })

    it('balances', async () => {
      // Two bills of 12 yuan, 62 yuan of cash.
      expect(await check()).toMatchObject({ balanced: true, debits: 1_200 * 2 + 6_200, credits: 8_600, drifts: [] })
    })

    it('sums up each ledger account, together what was booked', async () => {
      const { ledgers, debits, credits } = await check()
      expect(ledgers).toContainEqual({ ledger: 'cash', debits: 6_200, credits: 0 })
      expect(ledgers).toContainEqual({ ledger: 'receivable', debits: 2_400, credits: 1_200 })
      expect(ledgers).toContainEqual({ ledger: 'prepayment', debits: 0, credits: 5_000 })
      const together = (side: 'debits' | 'credits') => sum(ledgers.map((one) => one[side]))
      expect([together('debits'), together('credits')]).toEqual([debits, credits])
    })

    it('says whose it is that differs', async () => {
      const { id, accountId } = await bill()
      const line = await database.read.findOneByOrFail(LedgerTable, { ledger: 'cash' })
      const invented = entry({ receivable: fen(70), 'revenue.supply': fen(-70) }, 'no-account')
      await database.transaction(async (tx) => {
        await tx.update(LedgerTable, { id: line.id }, { amount: fen(6_201) })
        await tx.update(BillTable, { id }, { feePaid: fen(1) })
        await post(tx, [invented], 1)
      })
      const { drifts } = await viewReconciliation({ database })
      const { number } = home.account
      expect(drifts.map((one) => [one.check, one.accountId, one.accountNumber])).toEqual([
        ['entry', accountId, number],
        ['receivable', null, null],
        ['cash', accountId, number],
        ['billPaid', accountId, number],
      ])
    })

    it('finds an entry that does not balance', async () => {
      const line = await database.read.findOneByOrFail(LedgerTable, { ledger: 'cash' })
      await database.transaction((tx) => tx.update(LedgerTable, { id: line.id }, { amount: fen(6_201) }))
      expect(await check()).toMatchObject({
        balanced: false,
        debits: 8_601,
        credits: 8_600,
        drifts: [drift('entry', line.entryId, 1, 0), drift('cash', home.accountId, 6_201, 6_200)],
      })
    })

    it('finds a bill that says something else than was booked', async () => {
      const { id } = await bill()
      await database.transaction((tx) => tx.update(BillTable, { id }, { amount: fen(1_300) }))
      expect(await check()).toMatchObject({ balanced: false, drifts: [drift('receivable', home.accountId, 0, 100)] })
    })

    it('finds a prepayment that is not what was booked', async () => {
      const { accountId } = home
      await database.transaction((tx) => tx.update(AccountTable, { id: accountId }, { prepayment: fen(4_999) }))
      expect(await check()).toMatchObject({ drifts: [drift('prepayment', accountId, 5_000, 4_999)] })
    })

    it('finds money that was booked without a receipt, and a receipt without money', async () => {
      const { id } = await receipt()
      await database.transaction((tx) => tx.update(ReceiptTable, { id }, { reversedAt: 1 }))
      expect(await check()).toMatchObject({ balanced: false, drifts: [drift('cash', home.accountId, 6_200, 0)] })
      await database.transaction((tx) => tx.update(ReceiptTable, { id }, { reversedAt: null, amount: fen(6_300) }))
      expect(await check()).toMatchObject({ drifts: [drift('cash', home.accountId, 6_200, 6_300)] })
    })

    it('finds a bill that was paid otherwise than its settlements say', async () => {
      const { id } = await bill()
      await database.transaction((tx) => tx.update(SettlementTable, { billId: id }, { state: 'undone' }))
      expect(await check()).toMatchObject({ balanced: false, drifts: [drift('billPaid', id, 0, 1_200)] })
      await database.transaction(async (tx) => {
        await tx.update(SettlementTable, { billId: id }, { state: 'active' })
        await tx.update(BillTable, { id }, { feePaid: fen(1) })
      })
      expect(await check()).toMatchObject({ drifts: [drift('billPaid', id, 1_200, 1_201)] })
    })

    it('finds an entry of an account that has nothing to show for it', async () => {
      const invented = entry({ receivable: fen(70), 'revenue.supply': fen(-70) }, 'no-account')
      await database.transaction((tx) => post(tx, [invented], 1))
      expect(await check()).toMatchObject({ balanced: false, drifts: [drift('receivable', 'no-account', 70, 0)] })
    })

    it('names the first hundred', async () => {
      const accounts = Array.from({ length: 120 }, (_, i) => `no-account-${i}`)
      await database.transaction((tx) =>
        post(
          tx,
          accounts.map((id) => entry({ cash: fen(70), 'revenue.supply': fen(-70) }, id)),
          1,
        ),
      )
      expect((await check()).drifts).toHaveLength(100)
    })
  })

  it('balances while it is empty', async () => {
    expect(await reconcileLedger({ database })).toEqual({
      balanced: true,
      debits: 0,
      credits: 0,
      ledgers: [],
      drifts: [],
    })
  })
})

import { expect, it } from 'vitest'
import { businessDate, startOf } from '#core/kernel/businessDate.ts'
import { fen } from '#core/kernel/fen.ts'
import { litres } from '#core/kernel/litres.ts'
import { newId } from '#core/kernel/id.ts'
import type { Invoice } from '../issuing/invoice.ts'
import { printedInvoice } from './printedInvoice.ts'

const late = startOf(businessDate('2026-12-31')) + 24 * 3_600_000 - 1
const line = { component: 'supply', tier: 2, litres: litres(12_345), rateBasisPoints: 300 } as const
const invoice: Invoice = {
  id: newId(late),
  accountId: newId(1),
  customerId: newId(2),
  state: 'issued',
  buyer: { kind: 'company', name: '某公司', taxNumber: '91350100M000100Y43' },
  seller: { name: '测试水务', taxNumber: '91330100799655058B', issuer: '系统' },
  lineItems: [
    { ...line, gross: fen(2_630), net: fen(2_553), tax: fen(77) },
    {
      ...line,
      component: 'sewage',
      tier: null,
      rateBasisPoints: null,
      gross: fen(1_753),
      net: fen(1_753),
      tax: fen(0),
    },
    {
      ...line,
      component: 'resourceTax',
      tier: null,
      litres: litres(0),
      rateBasisPoints: null,
      gross: fen(5),
      net: fen(5),
      tax: fen(0),
    },
  ],
  gross: fen(4_388),
  net: fen(4_311),
  tax: fen(77),
  remarks: ['户号：10000001'],
  billIds: [],
  fromDate: businessDate('2026-01-01'),
  toDate: businessDate('2026-03-01'),
  titleId: newId(3),
  requestedByKind: 'resident',
  requestedById: newId(4),
  requestedAt: late - 1_000,
  platform: 'official',
  official: true,
  number: '26370000000123456789',
  issuedAt: late,
  failure: null,
  redNumber: null,
  redAt: null,
  nextPollAt: null,
  polls: 0,
  pdfId: null,
  pdfAt: null,
}

it('shows quantities in cubic metres, prices without tax, and what is taxed how', () => {
  expect(printedInvoice(invoice)).toMatchObject({
    sample: false,
    number: '26370000000123456789',
    issuedOn: '2026年12月31日',
    net: '¥43.11',
    tax: '¥0.77',
    gross: '¥43.88',
    capitals: '肆拾叁圆捌角捌分',
  })
  expect(printedInvoice(invoice).lines).toEqual(
    [
      {
        project: '*水冰雪*自来水',
        specification: '第二阶梯',
        unit: '立方米',
        quantity: '12.345',
        unitPrice: '2.06804374',
        net: '25.53',
        rate: '3%',
        tax: '0.77',
      },
      {
        project: '*不征税项目*污水处理费',
        specification: '',
        unit: '立方米',
        quantity: '12.345',
        unitPrice: '1.42000810',
        net: '17.53',
        rate: '不征税',
        tax: '***',
      },
      {
        project: '*不征税项目*水资源税',
        specification: '',
        unit: '立方米',
        quantity: '0',
        unitPrice: '',
        net: '0.05',
        rate: '不征税',
        tax: '***',
      },
    ].map((expected) => ({ ...expected, unitPrice: expected.unitPrice.replace(/0+$/, '') })),
  )
})

it('is a sample with a date of its own while nobody official has issued it', () => {
  const waiting = { ...invoice, official: false, number: null, issuedAt: null }
  expect(printedInvoice(waiting)).toMatchObject({ sample: true, number: '未开具', issuedOn: '2026年12月31日' })
  expect(printedInvoice({ ...invoice, official: false }).sample).toBe(true)
})

import type { ComponentName } from '#core/billing/tariff.ts'
import type { Buyer, InvoiceLine, Seller } from '#core/invoicing/taxPlatform.ts'
import { dateOf } from '#core/kernel/businessDate.ts'
import { decimalYuan, divide, type Fen, fen } from '#core/kernel/fen.ts'
import { type Invoice, isSample } from '../issuing/invoice.ts'
import { capitalYuan } from './capitalYuan.ts'

/** An invoice as its face shows it: texts only, ready to be laid out, and to be sent to a thread. */
export interface PrintedInvoice {
  sample: boolean
  number: string
  issuedOn: string
  buyer: Pick<Buyer, 'name' | 'taxNumber'>
  seller: Pick<Seller, 'name' | 'taxNumber'>
  lines: readonly PrintedLine[]
  net: string
  tax: string
  capitals: string
  gross: string
  remarks: readonly string[]
  issuer: string
  /** What the file says of when it was made: the same invoice makes the same bytes. Epoch ms. */
  madeAt: number
}

export interface PrintedLine {
  project: string
  specification: string
  unit: string
  quantity: string
  unitPrice: string
  net: string
  rate: string
  tax: string
}

/** 项目名称, the category of goods between asterisks first, as tax platforms print it. */
const projects: Readonly<Record<ComponentName, string>> = {
  supply: '*水冰雪*自来水',
  sewage: '*不征税项目*污水处理费',
  resourceTax: '*不征税项目*水资源税',
}
const tiers = ['', '第一阶梯', '第二阶梯', '第三阶梯', '第四阶梯', '第五阶梯']

export function printedInvoice(invoice: Invoice): PrintedInvoice {
  const { number, issuedAt, requestedAt, buyer, seller } = invoice
  const madeAt = issuedAt ?? requestedAt
  const [year, month, day] = dateOf(madeAt).split('-')
  return {
    sample: isSample(invoice),
    number: number ?? '未开具',
    issuedOn: `${year}年${month}月${day}日`,
    buyer: { name: buyer.name, taxNumber: buyer.taxNumber },
    seller: { name: seller.name, taxNumber: seller.taxNumber },
    lines: invoice.lineItems.map(printedLine),
    net: money(invoice.net),
    tax: money(invoice.tax),
    capitals: capitalYuan(invoice.gross),
    gross: money(invoice.gross),
    remarks: invoice.remarks,
    issuer: seller.issuer,
    madeAt,
  }
}

function printedLine({ component, tier, litres, net, tax, rateBasisPoints }: InvoiceLine): PrintedLine {
  return {
    project: projects[component],
    specification: tier === null ? '' : (tiers[tier] ?? `第${tier}阶梯`),
    unit: '立方米',
    quantity: withoutZeros((litres / 1_000).toFixed(3)),
    unitPrice: litres === 0 ? '' : priceOf(net, litres),
    net: decimalYuan(net),
    rate: rateBasisPoints === null ? '不征税' : `${withoutZeros((rateBasisPoints / 100).toFixed(2))}%`,
    tax: rateBasisPoints === null ? '***' : decimalYuan(tax),
  }
}

/** Yuan per cubic metre without tax, to eight decimals. */
function priceOf(net: Fen, volume: number): string {
  const scaled = String(divide(BigInt(net) * 1_000_000_000n, BigInt(volume), 'halfUp')).padStart(9, '0')
  return withoutZeros(`${scaled.slice(0, -8)}.${scaled.slice(-8)}`)
}

const withoutZeros = (decimal: string) => decimal.replace(/\.?0+$/, '')
const money = (amount: Fen) => `¥${decimalYuan(fen(amount))}`

import { frameColour, heightOf, ink, type Sheet, label, rule, text, vertical } from './sheet.ts'
import type { PrintedInvoice, PrintedLine } from './printedInvoice.ts'

// Measures in points. The parts lie one below the other, each as high as what is in it needs.

const width = 595.28
const leastHeight = 396
const left = 24
const inner = width - 2 * left
const strip = 17
const rowHeight = 15
const leastRows = 8
const padding = 5

interface Column {
  title: string
  width: number
  of: (line: PrintedLine) => string
  align: 'left' | 'center' | 'right'
}
const columns: readonly Column[] = [
  { title: '项目名称', width: 146, of: ({ project }) => project, align: 'left' },
  { title: '规格型号', width: 62, of: ({ specification }) => specification, align: 'center' },
  { title: '单位', width: 44, of: ({ unit }) => unit, align: 'center' },
  { title: '数量', width: 56, of: ({ quantity }) => quantity, align: 'right' },
  { title: '单价', width: 66, of: ({ unitPrice }) => unitPrice, align: 'right' },
  { title: '金额', width: 66, of: ({ net }) => net, align: 'right' },
  { title: '税率/征收率', width: 55.28, of: ({ rate }) => rate, align: 'center' },
  { title: '税额', width: 52, of: ({ tax }) => tax, align: 'right' },
]

/** Adds the page of an invoice; its font is the one that is set. */
export function drawInvoice(sheet: Sheet, invoice: PrintedInvoice): void {
  const height = heights(sheet, invoice)
  const total = 76 + height.parties + height.table + 24 + height.remarks + 34
  sheet.addPage({ size: [width, Math.max(leastHeight, total)], margin: 0 })
  head(sheet, invoice)
  let y = 76
  parties(sheet, invoice, y, height.parties)
  y += height.parties
  table(sheet, invoice, y, height.table)
  y += height.table
  totals(sheet, invoice, y)
  y += 24
  remarks(sheet, invoice.remarks, y, height.remarks)
  y += height.remarks
  sheet
    .lineWidth(0.8)
    .rect(left, 76, inner, y - 76)
    .stroke(frameColour)
  label(sheet, '开票人：', left + 40, y + 8)
  text(sheet, invoice.issuer, { x: left + 78, y: y + 8, width: 200 })
  if (invoice.sample) markAsSample(sheet)
}

function heights(sheet: Sheet, { buyer, seller, lines, remarks: said }: PrintedInvoice) {
  const nameHeight = Math.max(...[buyer.name, seller.name].map((name) => heightOf(sheet, name, 9, nameWidth)))
  const remarkWidth = inner - strip - 2 * padding
  const remarkHeight = said.map((one) => heightOf(sheet, one, 8, remarkWidth))
  return {
    parties: Math.max(52, nameHeight + 38),
    table: 17 + rowHeight * Math.max(leastRows, lines.length) + 6 + 17,
    remarks: Math.max(46, remarkHeight.reduce((sum, one) => sum + one + 2, 0) + 2 * padding),
  }
}

function head(sheet: Sheet, { number, issuedOn }: PrintedInvoice) {
  const title = '电子发票（普通发票）'
  sheet.fontSize(18).fillColor(frameColour).text(title, left, 20, { width: inner, align: 'center', lineBreak: false })
  const half = sheet.widthOfString(title) / 2 + 6
  for (const y of [48, 50.5]) rule(sheet, width / 2 - half, y, width / 2 + half, y, 0.7)
  for (const [index, [name, value]] of [
    ['发票号码：', number],
    ['开票日期：', issuedOn],
  ].entries()) {
    label(sheet, name ?? '', 420, 34 + index * 15)
    text(sheet, value ?? '', { x: 466, y: 34 + index * 15, width: width - left - 466 })
  }
}

const partyWidth = inner / 2
const nameWidth = partyWidth - strip - 2 * padding - 28

function parties(sheet: Sheet, { buyer, seller }: PrintedInvoice, y: number, height: number) {
  for (const [index, [title, party]] of (
    [
      ['购买方信息', buyer],
      ['销售方信息', seller],
    ] as const
  ).entries()) {
    const x = left + index * partyWidth
    vertical(sheet, title, x, y, strip, height)
    rule(sheet, x + strip, y, x + strip, y + height)
    if (index > 0) rule(sheet, x, y, x, y + height)
    label(sheet, '名称：', x + strip + padding, y + 8)
    text(sheet, party.name, { x: x + strip + padding + 28, y: y + 8, width: nameWidth, wrap: true })
    label(sheet, '统一社会信用代码/纳税人识别号：', x + strip + padding, y + height - 18)
    text(sheet, party.taxNumber ?? '', { x: x + strip + padding + 135, y: y + height - 18, width: 110 })
  }
}

function table(sheet: Sheet, { lines, net, tax }: PrintedInvoice, y: number, height: number) {
  rule(sheet, left, y, left + inner, y)
  let x = left
  for (const [index, { title, width: wide, of, align }] of columns.entries()) {
    label(sheet, title, x, y + 3, { width: wide, align: 'center' })
    for (const [row, line] of lines.entries()) {
      text(sheet, of(line), { x: x + 4, y: y + 18 + row * rowHeight, width: wide - 8, align, size: 8.5 })
    }
    if (index > 0) rule(sheet, x, y, x, y + height - 17, 0.4)
    x += wide
  }
  const bottom = y + height - 14
  label(sheet, '合　　计', left, bottom, { width: 146, align: 'center' })
  const edge = (upTo: number) => left + columns.slice(0, upTo).reduce((sum, column) => sum + column.width, 0)
  text(sheet, net, { x: edge(5) - 30, y: bottom, width: 66 + 26, align: 'right' })
  text(sheet, tax, { x: edge(7) - 30, y: bottom, width: 52 + 26, align: 'right' })
}

function totals(sheet: Sheet, { capitals, gross }: PrintedInvoice, y: number) {
  rule(sheet, left, y, left + inner, y)
  label(sheet, '价税合计（大写）', left, y + 7, { width: 146, align: 'center' })
  rule(sheet, left + 146, y, left + 146, y + 24)
  sheet
    .lineWidth(0.6)
    .circle(left + 160, y + 12.5, 4.5)
    .stroke(ink)
  for (const sign of [-1, 1]) {
    const [dx, dy] = [3.2, 3.2 * sign]
    rule(sheet, left + 160 - dx, y + 12.5 - dy, left + 160 + dx, y + 12.5 + dy, 0.6, ink)
  }
  text(sheet, capitals, { x: left + 172, y: y + 6, width: 220, size: 10 })
  label(sheet, '（小写）', left + 400, y + 7)
  text(sheet, gross, { x: left + 440, y: y + 6, width: 100, size: 10 })
}

function remarks(sheet: Sheet, lines: readonly string[], y: number, height: number) {
  rule(sheet, left, y, left + inner, y)
  vertical(sheet, '备注', left, y, strip, height)
  rule(sheet, left + strip, y, left + strip, y + height)
  const wide = inner - strip - 2 * padding
  let at = y + padding
  for (const line of lines) {
    text(sheet, line, { x: left + strip + padding, y: at, width: wide, size: 8, wrap: true })
    at += heightOf(sheet, line, 8, wide) + 2
  }
}

/** Over everything else, so that nothing hides it. */
function markAsSample(sheet: Sheet) {
  const { width: wide, height } = sheet.page
  const mark = '样张 SAMPLE'
  sheet
    .save()
    .rotate(-24, { origin: [wide / 2, height / 2] })
    .fontSize(76)
    .fillColor('#c00000', 0.2)
  sheet.text(mark, 0, height / 2 - 52, { width: wide, align: 'center', lineBreak: false })
  sheet.restore().fillOpacity(1)
}

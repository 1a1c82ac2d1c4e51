import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import type { InvoiceFont } from '#invoices/render/invoiceFont.ts'

// The limit of rendering: the same invoice by somebody who knows where everything goes, and measures nothing.

type Text = readonly [content: string, x: number, y: number, size: number]
type Line = readonly [x: number, y: number, toX: number, toY: number, width: number]

const labels: readonly Text[] = [
  ['电子发票（普通发票）', 207.64, 20, 18],
  ['发票号码：', 420, 34, 8.5],
  ['开票日期：', 420, 49, 8.5],
  ['购', 28.25, 76.08, 8.5],
  ['买', 28.25, 85.68, 8.5],
  ['方', 28.25, 95.28, 8.5],
  ['信', 28.25, 104.88, 8.5],
  ['息', 28.25, 114.48, 8.5],
  ['名称：', 46, 84, 8.5],
  ['统一社会信用代码/纳税人识别号：', 46, 110, 8.5],
  ['销', 301.89, 76.08, 8.5],
  ['售', 301.89, 85.68, 8.5],
  ['方', 301.89, 95.28, 8.5],
  ['信', 301.89, 104.88, 8.5],
  ['息', 301.89, 114.48, 8.5],
  ['名称：', 319.64, 84, 8.5],
  ['统一社会信用代码/纳税人识别号：', 319.64, 110, 8.5],
  ['项目名称', 80, 131, 8.5],
  ['规格型号', 184, 131, 8.5],
  ['单位', 245.5, 131, 8.5],
  ['数量', 295.5, 131, 8.5],
  ['单价', 356.5, 131, 8.5],
  ['金额', 422.5, 131, 8.5],
  ['税率/征收率', 468.72, 131, 8.5],
  ['税额', 536.78, 131, 8.5],
  ['合　　计', 80, 274, 8.5],
  ['价税合计（大写）', 63, 295, 8.5],
  ['（小写）', 424, 295, 8.5],
  ['备', 28.25, 323, 8.5],
  ['注', 28.25, 333, 8.5],
  ['开票人：', 64, 366, 8.5],
]

const values: readonly Text[] = [
  ['26372000000123456789', 466, 34, 9],
  ['2026年11月24日', 466, 49, 9],
  ['测试市第一人民医院', 74, 84, 9],
  ['91350100M000100Y43', 181, 110, 9],
  ['测试水务', 347.64, 84, 9],
  ['91330100799655058B', 454.64, 110, 9],
  ['*水冰雪*自来水', 28, 146, 8.5],
  ['*不征税项目*污水处理费', 28, 161, 8.5],
  ['第一阶梯', 184, 146, 8.5],
  ['立方米', 241.25, 146, 8.5],
  ['立方米', 241.25, 161, 8.5],
  ['10', 318.57, 146, 8.5],
  ['10', 318.57, 161, 8.5],
  ['1.379', 372.77, 146, 8.5],
  ['1.42', 377.48, 161, 8.5],
  ['13.79', 438.77, 146, 8.5],
  ['14.20', 438.77, 161, 8.5],
  ['3%', 485.37, 146, 8.5],
  ['不征税', 478.89, 161, 8.5],
  ['0.41', 550.76, 146, 8.5],
  ['***', 555.37, 161, 8.5],
  ['¥27.99', 432.52, 274, 9],
  ['¥0.41', 544.8, 274, 9],
  ['贰拾捌圆肆角整', 196, 294, 10],
  ['¥28.40', 464, 294, 10],
  ['户号：10000001　用水地址：测试区试验路*号', 46, 317, 8],
  ['账期：2026-01-10 至 2026-03-10', 46, 330.58, 8],
  ['系统', 102, 366, 9],
]

const frame: readonly Line[] = [
  [201.64, 48, 393.64, 48, 0.7],
  [201.64, 50.5, 393.64, 50.5, 0.7],
  [41, 76, 41, 128, 0.6],
  [314.64, 76, 314.64, 128, 0.6],
  [297.64, 76, 297.64, 128, 0.6],
  [24, 128, 571.28, 128, 0.6],
  [170, 128, 170, 271, 0.4],
  [232, 128, 232, 271, 0.4],
  [276, 128, 276, 271, 0.4],
  [332, 128, 332, 271, 0.4],
  [398, 128, 398, 271, 0.4],
  [464, 128, 464, 271, 0.4],
  [519.28, 128, 519.28, 271, 0.4],
  [24, 288, 571.28, 288, 0.6],
  [170, 288, 170, 312, 0.6],
  [24, 312, 571.28, 312, 0.6],
  [41, 312, 41, 358, 0.6],
]

const cross: readonly Line[] = [
  [180.8, 303.7, 187.2, 297.3, 0.6],
  [180.8, 297.3, 187.2, 303.7, 0.6],
]

/** The file of `samplePrinted`, with the same font cut to the same characters. */
export async function drawSampleByHand(font: InvoiceFont): Promise<Buffer> {
  const madeAt = new Date(1_795_500_000_000)
  const document = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    info: { Title: '电子发票 26372000000123456789', Author: '测试水务', CreationDate: madeAt, ModDate: madeAt },
    lang: 'zh-CN',
    displayTitle: true,
  })
  const bytes = buffer(document)
  document.registerFont('cjk', font as unknown as Uint8Array).font('cjk')
  document.addPage({ size: [595.28, 396], margin: 0 })
  write(document, labels, '#8a3a1c')
  write(document, values, '#000000')
  draw(document, frame, '#8a3a1c')
  draw(document, cross, '#000000')
  document.lineWidth(0.6).circle(184, 300.5, 4.5).stroke('#000000')
  document.lineWidth(0.8).rect(24, 76, 547.28, 282).stroke('#8a3a1c')
  document
    .save()
    .rotate(-24, { origin: [297.64, 198] })
    .fontSize(76)
    .fillColor('#c00000', 0.2)
    .text('样张 SAMPLE', 69.45, 146, { lineBreak: false })
  document.restore().end()
  return bytes
}

function write(document: PDFKit.PDFDocument, texts: readonly Text[], colour: string) {
  document.fillColor(colour)
  for (const [content, x, y, size] of texts) document.fontSize(size).text(content, x, y, { lineBreak: false })
}

function draw(document: PDFKit.PDFDocument, lines: readonly Line[], colour: string) {
  for (const [x, y, toX, toY, width] of lines) document.lineWidth(width).moveTo(x, y).lineTo(toX, toY).stroke(colour)
}

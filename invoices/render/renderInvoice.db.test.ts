import { describe, expect, it } from 'vitest'
import { readPdf } from '#test/invoicing/readPdf.ts'
import { samplePrinted } from '#test/invoicing/samplePrinted.ts'
import { readInvoiceFont } from './invoiceFont.ts'
import type { PrintedInvoice } from './printedInvoice.ts'
import { renderInvoice } from './renderInvoice.ts'

const font = readInvoiceFont()
const render = (change: Partial<PrintedInvoice> = {}) => renderInvoice({ ...samplePrinted, ...change }, font)
const read = async (change: Partial<PrintedInvoice> = {}) => readPdf(await render(change))
const withoutSpaces = (text: string) => text.replace(/\s/g, '')
const [line] = samplePrinted.lines
if (!line) throw new Error('no line')

describe('the PDF of an invoice', () => {
  it('has every field of its face', async () => {
    const { text } = await read({ sample: false })
    const fields = ['电子发票（普通发票）', '发票号码：', '26372000000123456789', '开票日期：', '2026年11月24日']
      .concat(['测试市第一人民医院', '91350100M000100Y43', '测试水务', '91330100799655058B'])
      .concat([
        '统一社会信用代码/纳税人识别号：',
        '项目名称',
        '规格型号',
        '单位',
        '数量',
        '单价',
        '金额',
        '税率/征收率',
        '税额',
      ])
      .concat(['*水冰雪*自来水', '第一阶梯', '立方米', '1.379', '13.79', '3%', '0.41'])
      .concat(['*不征税项目*污水处理费', '14.20', '不征税', '***', '¥27.99', '¥0.41'])
      .concat([
        '价税合计（大写）',
        '贰拾捌圆肆角整',
        '（小写）',
        '¥28.40',
        '户号：10000001',
        '2026-01-10',
        '开票人：',
        '系统',
      ])
    for (const field of fields) expect.soft(withoutSpaces(text)).toContain(withoutSpaces(field))
    for (const word of ['购买方信息', '销售方信息', '备注']) expect.soft(withoutSpaces(text)).toContain(word)
    expect(text).not.toContain('样张')
  })

  it('says that it is a sample where it is one', async () => {
    expect((await read({ sample: true, number: '未开具' })).text).toContain('样张 SAMPLE')
  })

  it('is one small page of the width of an A5 sheet, with the characters it uses of one font', async () => {
    const bytes = await render()
    expect(bytes.length).toBeLessThan(60_000)
    const { info, fonts } = await readPdf(bytes)
    expect(info).toMatch(/Pages: +1\n/)
    expect(info).toMatch(/Page size: +595\.28 x 396 pts/)
    const [font_, ...others] = fonts.trim().split('\n').slice(2)
    expect(font_).toMatch(/^\w{6}\+NotoSansSC-Regular +CID TrueType +Identity-H +yes yes yes/)
    expect(others).toEqual([])
  })

  it('is longer when it has many lines, and loses none', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => ({ ...line, net: `${index + 1}000.07` }))
    const remarks = Array.from({ length: 12 }, (_, index) => `账期：第${index + 1}期${'很长的说明'.repeat(20)}完`)
    const { text, info } = await read({ lines, remarks })
    expect(info).toMatch(/Pages: +1\n/)
    for (let index = 1; index <= 30; index++) expect(text).toContain(`${index}000.07`)
    expect(withoutSpaces(text).match(/很长的说明/g)).toHaveLength(240)
    expect(withoutSpaces(text)).toContain('贰拾捌圆肆角整')
  })

  it('loses nothing of a name that is too long for its line, nor of amounts that are', async () => {
    const name = `${'某某某某某某某某某'.repeat(11)}完`
    const gross = '¥90,071,992,547,409.91'
    const capitals = '玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖圆玖角壹分'
    const { text } = await read({ buyer: { name, taxNumber: null }, gross, capitals, sample: false })
    expect(withoutSpaces(text)).toContain(name)
    expect(withoutSpaces(text)).toContain(gross)
    expect(withoutSpaces(text)).toContain(capitals)
  })

  it('is the same to the byte when it is made again, also after others', async () => {
    const first = await render()
    await render({ number: '26372000000999999999', buyer: { name: '另一位顾客', taxNumber: null } })
    expect((await render()).equals(first)).toBe(true)
  })
})

import type { PrintedInvoice } from '#invoices/render/printedInvoice.ts'

/** An invoice as it is printed; everything in it is invented. */
export const samplePrinted: PrintedInvoice = {
  sample: true,
  number: '26372000000123456789',
  issuedOn: '2026年11月24日',
  buyer: { name: '测试市第一人民医院', taxNumber: '91350100M000100Y43' },
  seller: { name: '测试水务', taxNumber: '91330100799655058B' },
  lines: [
    {
      project: '*水冰雪*自来水',
      specification: '第一阶梯',
      unit: '立方米',
      quantity: '10',
      unitPrice: '1.379',
      net: '13.79',
      rate: '3%',
      tax: '0.41',
    },
    {
      project: '*不征税项目*污水处理费',
      specification: '',
      unit: '立方米',
      quantity: '10',
      unitPrice: '1.42',
      net: '14.20',
      rate: '不征税',
      tax: '***',
    },
  ],
  net: '¥27.99',
  tax: '¥0.41',
  capitals: '贰拾捌圆肆角整',
  gross: '¥28.40',
  remarks: ['户号：10000001　用水地址：测试区试验路*号', '账期：2026-01-10 至 2026-03-10'],
  issuer: '系统',
  madeAt: 1_795_500_000_000,
}

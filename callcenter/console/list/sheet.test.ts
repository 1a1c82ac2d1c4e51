import { describe, expect, it } from 'vitest'
import { sheetCell, sheetData, sheetName } from './sheet.ts'

describe('A sheet', () => {
  it('holds money in yuan, water in tonnes, rates and lengths of time as numbers that can be added up', () => {
    const cells = [
      sheetCell('money', 123_450),
      sheetCell('money', -1),
      sheetCell('water', 12_300),
      sheetCell('rate', 985_000),
      sheetCell('length', 5_400_000),
      sheetCell('number', 3),
    ]
    expect(cells).toEqual([
      { value: 1234.5, type: Number, format: '#,##0.00' },
      { value: -0.01, type: Number, format: '#,##0.00' },
      { value: 12.3, type: Number, format: '#,##0.0##' },
      { value: 0.985, type: Number, format: '0.0%' },
      { value: 0.0625, type: Number, format: '[h]:mm:ss' },
      { value: 3, type: Number },
    ])
  })

  it('holds days and moments as dates, by the clocks in Shanghai', () => {
    expect(sheetCell('date', '2026-11-24')).toMatchObject({ value: new Date('2026-11-24T00:00:00Z'), type: Date })
    const late = Date.UTC(2026, 10, 23, 17, 5, 9)
    expect(sheetCell('moment', late)).toMatchObject({ value: new Date('2026-11-24T01:05:09Z'), type: Date })
  })

  it('keeps numbers of accounts as text, and leaves out what there is not', () => {
    expect([sheetCell('text', '00012345'), sheetCell('text', null), sheetCell('money', null)]).toEqual([
      { value: '00012345', type: String },
      null,
      null,
    ])
  })

  it('has its titles above its rows', () => {
    const columns = [{ title: '户号', of: (row: { number: string }) => row.number }]
    expect(sheetData(columns, [{ number: '10000001' }])).toEqual([
      [{ value: '户号', type: String, fontWeight: 'bold' }],
      [{ value: '10000001', type: String }],
    ])
  })

  it('is called what a sheet may be called', () => {
    expect(sheetName('收款 2026/11 [城北]')).toBe('收款 2026 11  城北 ')
  })
})

/** What is drawn upon: a PDFKit document, with a font that is set. */
export type Sheet = PDFKit.PDFDocument

export const frameColour = '#8a3a1c'
export const ink = '#000000'
const labelSize = 8.5
const usualSize = 9
const leastSize = 5

export interface TextBox {
  x: number
  y: number
  width: number
  align?: 'left' | 'center' | 'right'
  size?: number
  /** On several lines; else it is made smaller until it fits on one, and wraps only when that would be unreadable. */
  wrap?: boolean
}

/** What is filled in. Nothing of it is ever cut off. */
export function text(sheet: Sheet, content: string, box: TextBox): void {
  const { x, y, width, align = 'left', size = usualSize, wrap = false } = box
  if (content === '') return
  sheet.fillColor(ink).fontSize(size)
  const fits = sheet.widthOfString(content)
  const least = wrap || fits <= width ? size : Math.max(leastSize, Math.floor((size * width * 20) / fits) / 20)
  // Looking for places where lines may end costs as much as everything else, and is for nothing where there is one line.
  const lineBreak = (fits * least) / size > width || content.includes('\n')
  sheet.fontSize(least).text(content, x, y + (size - least) * 0.7, { width, align, lineBreak })
}

/** How high a text is that wraps where it has to. */
export function heightOf(sheet: Sheet, content: string, size: number, width: number): number {
  sheet.fontSize(size)
  const isOneLine = !content.includes('\n') && sheet.widthOfString(content) <= width
  return isOneLine ? sheet.currentLineHeight(true) : sheet.heightOfString(content, { width })
}

/** What every invoice says. */
export function label(
  sheet: Sheet,
  content: string,
  x: number,
  y: number,
  options: { width?: number; align?: 'center' } = {},
): void {
  sheet
    .fillColor(frameColour)
    .fontSize(labelSize)
    .text(content, x, y, { lineBreak: false, ...options })
}

/** A word from top to bottom, in the middle of a strip. */
export function vertical(sheet: Sheet, word: string, x: number, y: number, width: number, height: number): void {
  const step = Math.min(10, (height - 4) / word.length)
  const start = y + (height - step * word.length) / 2
  sheet.fillColor(frameColour).fontSize(Math.min(8.5, step * 0.95))
  for (const [index, sign] of [...word].entries()) {
    sheet.text(sign, x, start + index * step - step * 0.2, { width, align: 'center', lineBreak: false })
  }
}

export function rule(
  sheet: Sheet,
  x: number,
  y: number,
  toX: number,
  toY: number,
  thickness = 0.6,
  colour: string = frameColour,
): void {
  sheet.lineWidth(thickness).moveTo(x, y).lineTo(toX, toY).stroke(colour)
}

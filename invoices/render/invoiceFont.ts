import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'

const file = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'

export type InvoiceFont = Font

/**
 * Noto Sans SC Regular (OFL-1.1), which has the characters of GB 18030. Ten megabytes to read, and some time to look up
 * the first character: once a thread, for all that it renders.
 */
export function readInvoiceFont(): InvoiceFont {
  const font = create(readFileSync(createRequire(import.meta.url).resolve(file)))
  if (!('layout' in font)) throw new Error(`a collection of fonts: ${file}`)
  return font
}

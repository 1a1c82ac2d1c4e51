import { inflateRawSync } from 'node:zlib'

export type SheetValue = string | number | null

/** The rows of a workbook's only sheet as whoever opens it has them: texts, numbers, null for what is empty. */
export function readSheet(workbook: Buffer): SheetValue[][] {
  const files = unzip(workbook)
  const textOf = (name: string) => files.get(name)?.toString('utf8') ?? ''
  const texts = [...textOf('xl/sharedStrings.xml').matchAll(/<si>.*?<\/si>/gs)].map(([item]) =>
    plain([...item.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join('')),
  )
  return [...textOf('xl/worksheets/sheet1.xml').matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => {
    const values: SheetValue[] = []
    for (const [, column = '', attributes = '', value = ''] of row.matchAll(cell)) {
      const index = columnIndex(column)
      while (values.length < index) values.push(null)
      values.push(attributes.includes('t="s"') ? (texts[Number(value)] ?? null) : Number(value))
    }
    return values
  })
}

const cell = /<c r="([A-Z]+)\d+"([^>]*)><v>(.*?)<\/v><\/c>/g
/** `A` is 0, `AA` is 26. */
const columnIndex = (name: string) => [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

const plain = (xml: string) => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const deflated = 8
const endMark = Buffer.from([0x50, 0x4b, 0x05, 0x06])

/** The files in an archive, as its directory at the end names them. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(endMark)
  const count = archive.readUInt16LE(end + 10)
  const files = new Map<string, Buffer>()
  for (let at = archive.readUInt32LE(end + 16), index = 0; index < count; index++) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place))
    const [size, begin] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 42)]
    const name = archive.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    const from = begin + 30 + archive.readUInt16LE(begin + 26) + archive.readUInt16LE(begin + 28)
    const packed = archive.subarray(from, from + size)
    files.set(name, archive.readUInt16LE(at + 10) === deflated ? inflateRawSync(packed) : packed)
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0)
  }
  return files
}

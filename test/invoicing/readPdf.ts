import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What poppler reads in a PDF: its text, in the sequence in which it was written, and what it says of its fonts. */
export async function readPdf(bytes: Uint8Array): Promise<{ text: string; fonts: string; info: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-pdf-'))
  const file = join(folder, 'invoice.pdf')
  try {
    await writeFile(file, bytes)
    const text = await run('pdftotext', ['-raw', file, '-'])
    const fonts = await run('pdffonts', [file])
    const info = await run('pdfinfo', [file])
    return { text: text.stdout, fonts: fonts.stdout, info: info.stdout }
  } finally {
    await rm(folder, { recursive: true })
  }
}

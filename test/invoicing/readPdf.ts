import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The first page as a picture, a PNG of this path. */
export async function drawPdf(bytes: Uint8Array, path: string): Promise<void> {
  await withFile(bytes, (file) =>
    run('pdftoppm', ['-png', '-singlefile', '-r', '80', file, path.replace(/\.png$/, '')]),
  )
}

/** What poppler reads in a PDF: its text, in the sequence in which it was written, and what it says of its fonts. */
export async function readPdf(bytes: Uint8Array): Promise<{ text: string; fonts: string; info: string }> {
  return withFile(bytes, async (file) => {
    const text = await run('pdftotext', ['-raw', file, '-'])
    const fonts = await run('pdffonts', [file])
    const info = await run('pdfinfo', [file])
    return { text: text.stdout, fonts: fonts.stdout, info: info.stdout }
  })
}

async function withFile<T>(bytes: Uint8Array, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-pdf-'))
  const file = join(folder, 'invoice.pdf')
  try {
    await writeFile(file, bytes)
    return await use(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

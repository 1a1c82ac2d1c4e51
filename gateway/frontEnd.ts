import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { type Asset, immutable, revalidated, sendAsset, toAsset } from './asset.ts'
import type { HubContext } from './exchange.ts'
import { newNonce, type PageWishes, type SecurityHeaders } from './securityHeaders.ts'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const hashedName = /\.[0-9a-f]{12}\.\w+$/
/** Stands in the built page for the nonce of one answer. */
const noncePlace = '__NONCE__'

interface Built {
  /** When the page was built, epoch ms. */
  builtAt: number
  page: string
  /** By path: no path leads to a file that is not in here. */
  files: ReadonlyMap<string, () => Promise<Asset>>
}

export interface FrontEnd {
  /** Answers with its page, as it is built now; `notBuilt` makes the page that is shown where it is not. */
  sendPage(ctx: HubContext, notBuilt: (nonce: string) => string): Promise<void>
  /** Answers with the file at this path below its folder; false where there is none. */
  sendFile(ctx: HubContext, path: string): Promise<boolean>
}

interface FrontEndSettings {
  /** What it is built into: `index.html` and files beside and below it. */
  folder: string
  headers: SecurityHeaders
  /** Of its page, for the log. */
  route: string
  wishes: PageWishes
}

/** A front end that is served from memory, and read again when it was built anew. */
export function openFrontEnd({ folder, headers, route, wishes }: FrontEndSettings): FrontEnd {
  let built: Built | null = null

  async function current(): Promise<Built | null> {
    const file = join(folder, 'index.html')
    const builtAt = await stat(file).then(
      (found) => found.mtimeMs,
      () => null,
    )
    if (builtAt === null) built = null
    else if (built?.builtAt !== builtAt) {
      built = { builtAt, page: await readFile(file, 'utf8'), files: await filesOf(folder) }
    }
    return built
  }

  return {
    async sendPage(ctx, notBuilt) {
      const app = await current()
      ctx.state.route = route
      const nonce = newNonce()
      for (const [name, value] of headers.page(nonce, wishes)) ctx.res.setHeader(name, value)
      ctx.res.setHeader('Content-Type', 'text/html; charset=utf-8')
      ctx.body = app ? app.page.replaceAll(noncePlace, nonce) : notBuilt(nonce)
    },
    async sendFile(ctx, path) {
      const file = (built ?? (await current()))?.files.get(path)
      if (!file) return false
      ctx.state.route = `${route} files`
      sendAsset(ctx, await file(), hashedName.test(path) ? immutable : revalidated)
      return true
    },
  }
}

async function filesOf(folder: string): Promise<Built['files']> {
  const files = new Map<string, () => Promise<Asset>>()
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = pathOf(folder, entry)
    const type = types[extname(entry.name)]
    if (path === null || type === undefined) continue
    let asset: Promise<Asset> | undefined
    files.set(path, () => (asset ??= readFile(join(folder, path)).then((bytes) => toAsset(bytes, type))))
  }
  return files
}

/** Null for what is no plain file: a link may lead anywhere. */
const pathOf = (folder: string, entry: Dirent) =>
  entry.isFile() ? `/${relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')}` : null

/** What is said where a page was not built: a heading, and what to do, which is trusted HTML. */
export const notBuiltPage = (title: string, heading: string, body: string) => (nonce: string) =>
  `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">
  body { margin: 0; font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; color: #1f2933; background: #f4f7fa }
  main { max-width: 560px; margin: 0 auto; padding: 48px 20px }
  h1 { font-size: 24px; margin: 0 0 8px }
  code { background: #e4e9ef; padding: 2px 6px; border-radius: 4px }
</style>
<main>
  <h1>${heading}</h1>
  ${body}
</main>
</html>
`

import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { type Asset, immutable, revalidated, sendAsset, toAsset } from './asset.ts'
import type { HubContext, HubMiddleware } from './exchange.ts'
import { newNonce, type SecurityHeaders } from './securityHeaders.ts'

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
/** What is somebody else's, also where they have no such page. */
const othersPaths = /^\/(api|docs|openapi\.json|console|socket\.io|sip|healthz|readyz|metrics)(\/|$)/
/** Stands in the built page for the nonce of one answer. */
const noncePlace = '__NONCE__'

interface Built {
  /** When the page was built, epoch ms. */
  builtAt: number
  page: string
  /** By path: no path leads to a file that is not in here. */
  files: ReadonlyMap<string, () => Promise<Asset>>
}

/**
 * The residents' H5 at `/`, from the folder that it is built into. It routes behind `#`, so every other address that a
 * person may type leads to its first page.
 */
export function createResidentApp(folder: string, headers: SecurityHeaders): HubMiddleware {
  let built: Built | null = null

  /** Read again when it was built anew. */
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

  function sendPage(ctx: HubContext, html: (nonce: string) => string) {
    ctx.state.route = '/'
    const nonce = newNonce()
    for (const [name, value] of headers.page(nonce, { permissions: ['geolocation'] })) ctx.res.setHeader(name, value)
    ctx.res.setHeader('Content-Type', 'text/html; charset=utf-8')
    ctx.body = html(nonce)
  }

  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === '/' || ctx.path === '/index.html') {
      const app = await current()
      return sendPage(ctx, app ? (nonce) => app.page.replaceAll(noncePlace, nonce) : notBuiltPage)
    }
    const file = (built ?? (await current()))?.files.get(ctx.path)
    if (file) {
      ctx.state.route = '/ files'
      return sendAsset(ctx, await file(), hashedName.test(ctx.path) ? immutable : revalidated)
    }
    if (othersPaths.test(ctx.path) || ctx.path.includes('.') || !ctx.get('Accept').includes('text/html')) return next()
    ctx.state.route = '/'
    ctx.res.setHeader('Location', '/')
    ctx.body = ''
    ctx.status = 302
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

const notBuiltPage = (nonce: string) => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>供水服务</title>
<style nonce="${nonce}">
  body { margin: 0; font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; color: #1f2933; background: #f4f7fa }
  main { max-width: 560px; margin: 0 auto; padding: 48px 20px }
  h1 { font-size: 24px; margin: 0 0 8px }
  code { background: #e4e9ef; padding: 2px 6px; border-radius: 4px }
</style>
<main>
  <h1>居民页面还没有构建</h1>
  <p>请用 <code>npm start</code> 启动，它会先构建页面；或在 <code>miniprogram</code> 目录运行 <code>npm ci --ignore-scripts</code>
  和 <code>npm run build:h5</code>，然后刷新本页。</p>
  <p>用水问题请拨打服务热线 966566。接口文档在 <a href="docs">/docs</a>。</p>
</main>
</html>
`

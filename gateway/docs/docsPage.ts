import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Asset, sendAsset, toAsset } from '../asset.ts'
import type { HubMiddleware } from '../exchange.ts'
import { newNonce, type SecurityHeaders } from '../securityHeaders.ts'
import type { OpenApi } from './openapi.ts'

/** The only files that are served, by name: no path leads to any other. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
}
const assetsPath = '/docs/assets/'

/** `/openapi.json`, and `/docs` to read it in a browser, with nothing loaded from outside. `describe` is called once. */
export function createDocsPage(describe: () => OpenApi, headers: SecurityHeaders): HubMiddleware {
  let document: Promise<Asset> | undefined
  const files = new Map<string, Promise<Asset>>()
  const fileOf = (name: string, type: string) => {
    const known = files.get(name)
    if (known) return known
    const file = fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`))
    const read = readFile(file).then((bytes) => toAsset(bytes, type))
    files.set(name, read)
    return read
  }

  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === '/docs') {
      ctx.state.route = '/docs'
      const nonce = newNonce()
      for (const [name, value] of headers.page(nonce)) ctx.res.setHeader(name, value)
      ctx.res.setHeader('Content-Type', 'text/html; charset=utf-8')
      ctx.body = page(nonce)
    } else if (ctx.path === '/openapi.json') {
      ctx.state.route = '/openapi.json'
      document ??= toAsset(Buffer.from(JSON.stringify(describe())), 'application/json')
      sendAsset(ctx, await document)
    } else if (ctx.path.startsWith(assetsPath)) {
      const name = ctx.path.slice(assetsPath.length)
      const type = Object.hasOwn(assets, name) ? assets[name] : undefined
      if (type === undefined) return next()
      ctx.state.route = assetsPath
      // Their names carry no version.
      sendAsset(ctx, await fileOf(name, type))
    } else return next()
  }
}

/** Without a validator, which swagger-ui would ask for on the internet. */
const page = (nonce: string) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>接口文档</title>
<link rel="icon" type="image/png" href="${assetsPath}favicon-32x32.png">
<link rel="stylesheet" href="${assetsPath}swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript>此页面需要启用 JavaScript。接口描述见 <a href="/openapi.json">/openapi.json</a>。</noscript>
<script src="${assetsPath}swagger-ui-bundle.js"></script>
<script nonce="${nonce}">
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: false,
  validatorUrl: null,
})
</script>
</body>
</html>
`

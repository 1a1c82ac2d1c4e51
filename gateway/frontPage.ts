import type { HubMiddleware } from './exchange.ts'
import { newNonce, type SecurityHeaders } from './securityHeaders.ts'

/** `/`: says which doors are open. */
export function createFrontPage(headers: SecurityHeaders): HubMiddleware {
  return async (ctx, next) => {
    if (ctx.path !== '/' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    ctx.state.route = '/'
    const nonce = newNonce()
    for (const [name, value] of headers.page(nonce)) ctx.res.setHeader(name, value)
    ctx.res.setHeader('Content-Type', 'text/html; charset=utf-8')
    ctx.body = page(nonce)
  }
}

const page = (nonce: string) => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>水务客服中枢</title>
<style nonce="${nonce}">
  body { margin: 0; font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; color: #1f2933; background: #f4f7fa }
  main { max-width: 640px; margin: 0 auto; padding: 48px 20px }
  h1 { font-size: 24px; color: #0b6fb8; margin: 0 0 8px }
  ul { list-style: none; padding: 0; margin: 24px 0 }
  li { background: #fff; border: 1px solid #d9e2ec; border-radius: 8px; margin: 12px 0 }
  a { display: block; padding: 12px 16px; color: #0b6fb8; text-decoration: none }
  a:focus-visible { outline: 3px solid #0b6fb8; outline-offset: 2px; border-radius: 8px }
  small { display: block; color: #52606d }
</style>
<main>
  <h1>水务客服中枢</h1>
  <p>服务热线 966566</p>
  <ul>
    <li><a href="docs">接口文档<small>居民、员工与代收机构可用的全部接口</small></a></li>
    <li><a href="openapi.json">OpenAPI 3.1 描述文件<small>供程序读取</small></a></li>
    <li><a href="api/tariffs">现行水价<small>当前生效的水价数据</small></a></li>
    <li><a href="readyz">运行状态<small>数据库等依赖是否正常</small></a></li>
  </ul>
</main>
</html>
`

import type { HubMiddleware } from './exchange.ts'
import { notBuiltPage, openFrontEnd } from './frontEnd.ts'
import type { SecurityHeaders } from './securityHeaders.ts'

/** What is somebody else's, also where they have no such page. */
const othersPaths = /^\/(api|docs|openapi\.json|console|socket\.io|sip|healthz|readyz|metrics)(\/|$)/

/** The crew's pages without a network: a worker that may ask the hub for what it does not have. */
const crewWorker = '/crewWorker.js'
const workerPolicy = "default-src 'none'; connect-src 'self'"

/**
 * The residents' H5 at `/`, from the folder that it is built into. It routes behind `#`, so every other address that a
 * person may type leads to its first page, and `/crew` to that of the crews.
 */
export function createResidentApp(folder: string, headers: SecurityHeaders): HubMiddleware {
  const app = openFrontEnd({ folder, headers, route: '/', wishes: { permissions: ['geolocation'] } })
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === '/' || ctx.path === '/index.html') return app.sendPage(ctx, notBuilt)
    if (ctx.path === crewWorker) ctx.res.setHeader('Content-Security-Policy', workerPolicy)
    if (await app.sendFile(ctx, ctx.path)) return
    if (othersPaths.test(ctx.path) || ctx.path.includes('.') || !ctx.get('Accept').includes('text/html')) return next()
    ctx.state.route = '/'
    ctx.res.setHeader('Location', ctx.path === '/crew' ? '/#/crew/orders/index' : '/')
    ctx.body = ''
    ctx.status = 302
  }
}

const notBuilt = notBuiltPage(
  '供水服务',
  '居民页面还没有构建',
  `<p>请用 <code>npm start</code> 启动，它会先构建页面；或在 <code>miniprogram</code> 目录运行 <code>npm ci --ignore-scripts</code>
  和 <code>npm run build:h5</code>，然后刷新本页。</p>
  <p>用水问题请拨打服务热线 966566。接口文档在 <a href="docs">/docs</a>。</p>`,
)

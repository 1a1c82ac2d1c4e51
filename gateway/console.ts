import type { HubMiddleware } from './exchange.ts'
import { notBuiltPage, openFrontEnd } from './frontEnd.ts'
import type { SecurityHeaders } from './securityHeaders.ts'

const base = '/console'

/**
 * The staff console at `/console/`, from the folder that it is built into. It routes by the browser's history: whatever
 * stands behind that and is no file is a page of its own.
 */
export function createConsole(folder: string, headers: SecurityHeaders): HubMiddleware {
  const app = openFrontEnd({ folder, headers, route: '/console/', wishes: { permissions: ['microphone'] } })
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === base) {
      ctx.state.route = '/console/'
      ctx.res.setHeader('Location', `${base}/`)
      ctx.body = ''
      ctx.status = 302
      return
    }
    if (!ctx.path.startsWith(`${base}/`)) return next()
    const path = ctx.path.slice(base.length)
    if (path !== '/index.html' && (await app.sendFile(ctx, path))) return
    if (path.startsWith('/assets/')) return next()
    return app.sendPage(ctx, notBuilt)
  }
}

const notBuilt = notBuiltPage(
  '供水客服',
  '工作台还没有构建',
  '<p>请用 <code>npm start</code> 启动，它会先构建页面，然后刷新本页。</p>',
)

import { randomBytes } from 'node:crypto'
import type { Context } from 'koa'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** `2026-11-23 09:05:07` in Asia/Shanghai. */
export const localTime = (instant: number): string =>
  new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })

export interface Page {
  title: string
  /** HTML; whatever comes from outside is escaped already. */
  body: string
  css: string
  /** Where the browser goes by itself, after so many seconds. */
  onward?: { url: string; seconds: number }
}

/** Answers a page that runs no script, loads nothing, is kept by nobody and does not give its address away. */
export function answerPage(ctx: Context, status: number, { title, body, css, onward }: Page) {
  const nonce = randomBytes(16).toString('base64')
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
  ctx.status = status
  ctx.set('Content-Security-Policy', policy)
  ctx.set('Cache-Control', 'no-store')
  ctx.set('Referrer-Policy', 'no-referrer')
  ctx.set('X-Content-Type-Options', 'nosniff')
  ctx.type = 'html'
  ctx.body = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
${onward ? `<meta http-equiv="refresh" content="${onward.seconds};url=${escapeHtml(onward.url)}">` : ''}
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${css}</style>
</head>
<body>
${body}
</body>
</html>
`
}

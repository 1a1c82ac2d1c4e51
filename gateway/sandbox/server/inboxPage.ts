import type { Message } from './messages.ts'
import { escapeHtml, localTime, type Page } from './page.ts'

const css = `
body{margin:0 auto;max-width:480px;padding:16px 20px;background:#f3f5f7;color:#1f2933;font:16px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
h1{font-size:20px;margin:0 0 12px}
article{margin:0 0 12px;padding:12px 16px;border-radius:12px;background:#fff}
p{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
small{color:#52606d;font-size:14px}
`

/** What telephones would have shown, newest first. */
export function inboxPage(messages: readonly Message[]): Page {
  const articles = messages
    .toReversed()
    .map(
      ({ to, text, at }) =>
        `<article><small>${escapeHtml(to)} · ${localTime(at)}</small><p>${escapeHtml(text)}</p></article>`,
    )
  const none = '<p>还没有短信。系统发出的短信会显示在这里。</p>'
  return { title: '短信收件箱（演示）', css, body: `<h1>短信收件箱（演示）</h1>\n${articles.join('\n') || none}` }
}

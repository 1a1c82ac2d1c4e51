import { yuan } from '#core/kernel/fen.ts'
import type { Order } from './orders.ts'
import { escapeHtml, localTime, type Page } from './page.ts'

export interface CashierView {
  merchantName: string
  order: Order
  state: 'waiting' | 'paid' | 'closed'
  /** Proven to be the merchant's, or absent. */
  returnUrl: string | null
  /** The payer pressed 取消 and has nowhere to return to. */
  cancelled: boolean
  /** Epoch ms. */
  now: number
}

const css = `
*{box-sizing:border-box}
body{margin:0;background:#f3f5f7;color:#1f2933;font:16px/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{display:flex;flex-direction:column;min-height:100dvh;max-width:480px;margin:0 auto;padding:0 20px max(24px,env(safe-area-inset-bottom))}
header{padding:14px 0;text-align:center;color:#52606d;font-size:16px}
.card{background:#fff;border-radius:12px;padding:28px 20px 12px;text-align:center}
.mark{width:64px;height:64px;margin:0 auto 12px;border-radius:50%;color:#fff;font-size:36px;line-height:64px;font-weight:700}
.good{background:#1e7f4f}.idle{background:#66727f}
h1{margin:0 0 4px;font-size:22px}
.hint{margin:0;color:#52606d;text-wrap:balance}
.amount{margin:8px 0 20px;font-size:min(42px,9.5vw);font-weight:700;line-height:1.2;font-variant-numeric:tabular-nums}
dl{margin:0;border-top:1px solid #e4e7eb;text-align:left}
dl div{display:flex;gap:12px;padding:12px 0;border-bottom:1px solid #e4e7eb}
dl div:last-child{border-bottom:0}
dt{flex:none;color:#52606d}
dd{flex:1;margin:0;text-align:right;overflow-wrap:anywhere}
.number{font-size:13px;line-height:24px}
.acts{margin-top:auto;padding-top:32px;display:grid;gap:12px}
button,.button{display:block;width:100%;min-height:56px;border:0;border-radius:10px;font-family:inherit;font-size:20px;font-weight:600;line-height:56px;text-align:center;text-decoration:none;cursor:pointer}
.main{background:#0b6fb8;color:#fff}
.main:active{background:#095a95}
.plain{background:#fff;color:#1f2933;border:1px solid #9aa5b1;font-weight:400;line-height:54px}
:focus-visible{outline:3px solid #f0b429;outline-offset:2px}
footer{margin-top:20px;text-align:center;color:#52606d;font-size:14px}
`

export function cashierPage(view: CashierView): Page {
  const { title, head, acts } =
    view.state === 'waiting' ? waiting(view) : view.state === 'paid' ? paid(view) : over(view)
  const body = `<main>
<header>沙箱收银台</header>
<section class="card">
${head}
<p class="amount">${yuan(view.order.amount)}</p>
<dl>${facts(view)
    .map(
      ([term, value]) =>
        `<div><dt>${term}</dt><dd${/^\w{20,}$/.test(value) ? ' class="number"' : ''}>${escapeHtml(value)}</dd></div>`,
    )
    .join('')}</dl>
</section>
<div class="acts">
${acts}
</div>
<footer>仅供演示和测试，不会扣您的钱</footer>
</main>`
  const onward = view.state === 'paid' && view.returnUrl !== null ? { onward: { url: view.returnUrl, seconds: 2 } } : {}
  return { title, css, body, ...onward }
}

export const unknownOrderPage: Page = {
  title: '订单不存在',
  css,
  body: `<main><header>沙箱收银台</header><section class="card"><div class="mark idle">?</div><h1>订单不存在</h1>
<p class="hint">链接可能不完整，请回到商户重新发起支付。</p><p></p></section></main>`,
}

function facts({ merchantName, order }: CashierView): [string, string][] {
  const always: [string, string][] = [
    ['收款方', merchantName],
    ['商品', order.subject],
    ['订单号', order.number],
  ]
  if (!order.payment) return always
  return [...always, ['支付时间', localTime(order.payment.paidAt)], ['交易单号', order.payment.transactionId]]
}

function waiting({ order, returnUrl, cancelled }: CashierView) {
  const query = returnUrl === null ? '' : `?return=${encodeURIComponent(returnUrl)}`
  const pay = `<form method="post" action="${order.token}/pay${query}"><button class="main">${cancelled ? '重新支付' : '支付'}</button></form>`
  const cancel = `<a class="button plain" href="${escapeHtml(returnUrl ?? '?cancelled=1')}">取消</a>`
  const head = cancelled
    ? '<div class="mark idle">!</div><h1>已取消支付</h1><p class="hint">订单还没有支付，可以关闭本页或重新支付。</p>'
    : '<p class="hint">应付金额</p>'
  return { title: cancelled ? '已取消支付' : '确认支付', head, acts: cancelled ? pay : `${pay}\n${cancel}` }
}

function paid({ returnUrl }: CashierView) {
  const hint = returnUrl === null ? '可以关闭本页' : '正在返回商户…'
  const head = `<div class="mark good">✓</div><h1>支付成功</h1><p class="hint">${hint}</p>`
  return { title: '支付成功', head, acts: returnLink(returnUrl, '立即返回商户') }
}

function over({ order, returnUrl, now }: CashierView) {
  const title = !order.closed && order.expiresAt <= now ? '订单已过期' : '订单已关闭'
  const head = `<div class="mark idle">!</div><h1>${title}</h1><p class="hint">没有扣款。如需缴费，请回到商户重新发起。</p>`
  return { title, head, acts: returnLink(returnUrl, '返回商户') }
}

const returnLink = (returnUrl: string | null, text: string) =>
  returnUrl === null ? '' : `<a class="button main" href="${escapeHtml(returnUrl)}">${text}</a>`

import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fen } from '#core/kernel/fen.ts'
import { newOrder, startReceiver, startTestSandbox } from './sandboxForTests.ts'

let hub: Awaited<ReturnType<typeof startReceiver>>
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>

beforeAll(async () => {
  hub = await startReceiver()
  sandbox = await startTestSandbox(hub.url)
})
afterAll(async () => {
  await sandbox.stop()
  await hub.stop()
})

const cashierOf = async (change = {}) => (await sandbox.channel.start(newOrder(change))).url
const page = async (url: string, method = 'GET') => (await fetch(url, { method })).text()
const returning = (url: string) => `?return=${encodeURIComponent(url)}`
const home = 'http://127.0.0.1:8080/h5/payments/1?from=cashier'

describe('the cashier page', () => {
  test('says who gets how much for what', async () => {
    const html = await page(await cashierOf({ amount: fen(123_450), subject: '水费 2026年11月' }))
    for (const text of ['滨河市自来水公司', '¥1,234.50', '水费 2026年11月', '支付', '取消'])
      expect(html).toContain(text)
  })

  test('shows a subject as text, whatever is in it', async () => {
    const html = await page(await cashierOf({ subject: '<script>alert("1")</script>' }))
    expect(html).not.toContain('<script>')
    expect(html).toContain('&lt;script&gt;')
  })

  test('runs no script, is kept by nobody and gives its address to nobody', async () => {
    const { headers } = await fetch(await cashierOf())
    expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-src 'nonce-/)
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
  })

  test('is found by its token only', async () => {
    const order = newOrder()
    await sandbox.channel.start(order)
    expect((await fetch(`${sandbox.url}/cashier/${order.paymentId}`)).status).toBe(404)
    expect((await fetch(`${sandbox.url}/cashier/${order.paymentId}/pay`, { method: 'POST' })).status).toBe(404)
  })

  test('returns to the merchant after the payment', async () => {
    const url = await cashierOf()
    const html = await page(`${url}/pay${returning(home)}`, 'POST')
    expect(html).toContain('正在返回商户')
    expect(html).toContain(`<meta http-equiv="refresh" content="2;url=${home}">`)
  })

  test('returns nowhere else', async () => {
    const elsewhere = [
      'https://evil.example/',
      'http://127.0.0.1:8080.evil.example/',
      'http://127.0.0.1:8080@evil.example/',
      '//evil.example/',
      'javascript:alert(1)',
      'http://127.0.0.1:8081/',
      '',
    ]
    const url = await cashierOf()
    for (const address of elsewhere) expect(await page(`${url}${returning(address)}`)).toContain('href="?cancelled=1"')
    await page(`${url}/pay`, 'POST')
    for (const address of elsewhere) {
      const html = await page(`${url}/pay${returning(address)}`, 'POST')
      expect(html).toContain('可以关闭本页')
      expect(html).not.toContain('http-equiv')
      expect(html).not.toContain('evil')
    }
  })

  test('is cancelled by going back, and the order can still be paid', async () => {
    const url = await cashierOf()
    expect(await page(`${url}${returning(home)}`)).toContain(`<a class="button plain" href="${home}">取消</a>`)
    expect(await page(`${url}?cancelled=1`)).toContain('已取消支付')
    expect(await page(`${url}/pay`, 'POST')).toContain('支付成功')
  })
})

describe('the controls', () => {
  /** A browser's own headers cannot be set by fetch. */
  const statusOf = (method: string, path: string, headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(sandbox.url)
      request({ hostname, port, path, method, headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end(method === 'POST' ? '{}' : undefined)
    })

  test('are not for web pages that this machine happens to show', async () => {
    const order = newOrder()
    await sandbox.channel.start(order)
    const pay = `/control/pay/${order.paymentId}`
    expect(await statusOf('POST', pay, { Origin: 'https://evil.example' })).toBe(403)
    expect(await statusOf('POST', pay, { Host: 'evil.example' })).toBe(403)
    expect(await statusOf('GET', '/control/sms', { Host: 'evil.example:80' })).toBe(403)
    expect(await statusOf('GET', '/inbox', { Host: 'evil.example' })).toBe(403)
    expect(await sandbox.channel.query(order.paymentId)).toEqual({ state: 'waiting' })
    expect(await statusOf('POST', pay, { Host: 'localhost' })).toBe(200)
  })

  test('refuse what they do not know', async () => {
    await expect(sandbox.control('/control', { behaviour: { late: true } })).rejects.toThrow('422')
    await expect(sandbox.control('/control', { behaviour: { delayMs: -1 } })).rejects.toThrow('422')
    await expect(sandbox.control('/control/pay/nobody')).rejects.toThrow('404')
  })

  test('change one order, or all of them, until they are set back', async () => {
    const { paymentId } = newOrder()
    expect(await sandbox.control('/control', { behaviour: { lose: true } })).toMatchObject({ lose: true })
    expect(await sandbox.behave(paymentId, { delayMs: 5 })).toMatchObject({ lose: true, delayMs: 5 })
    expect(await sandbox.control('/control', { behaviour: {} })).toMatchObject({ lose: false, delayMs: 0 })
    expect(await sandbox.behave(paymentId, {})).toMatchObject({ delayMs: 0, retryMs: [100, 100, 100] })
  })
})

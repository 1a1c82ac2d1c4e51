import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openChromiumInside } from './chromium.ts'
import type { HeldNetwork } from './holdNetwork.ts'
import { openNetwork } from './network.ts'
import { writeTone } from './sound.ts'

it('is gone with every process in it when the run is killed', async () => {
  const run = fork(join(import.meta.dirname, 'holdNetwork.ts'), { detached: true })
  const { folder, pid } = await new Promise<HeldNetwork>((resolve) => run.once('message', resolve))
  expect(existsSync(`/proc/${pid}`)).toBe(true)
  run.kill('SIGKILL')
  await expect.poll(() => existsSync(`/proc/${pid}/exe`), { timeout: 5_000 }).toBe(false)
  await expect.poll(() => existsSync(folder), { timeout: 5_000 }).toBe(false)
})

it('keeps its ports apart from those of the machine, and lets the test reach them', async () => {
  const outside = createServer((_, answer) => answer.end('outside')).listen(0, '127.0.0.1')
  await once(outside, 'listening')
  const bound = outside.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const network = await openNetwork()
  const program = `require('node:http').createServer((_, answer) => answer.end('inside')).listen(${port}, '127.0.0.1')`
  network.start([process.execPath, '-e', program])
  const reached = await network.reach(port)
  const said = () =>
    fetch(`http://127.0.0.1:${reached}`).then(
      (answer) => answer.text(),
      () => '',
    )
  await expect.poll(said, { timeout: 5_000 }).toBe('inside')
  await network.close()
  outside.close()
})

it('has a browser with a microphone in it', async () => {
  const network = await openNetwork()
  const program = `require('node:http').createServer((_, answer) => answer.end('<h1>hub</h1>')).listen(9665, '127.0.0.1')`
  network.start([process.execPath, '-e', program])
  const reached = await network.reach(9665)
  await expect
    .poll(() =>
      fetch(`http://127.0.0.1:${reached}`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200)
  const browser = await openChromiumInside(network, await writeTone(join(network.folder, 'agent.wav'), 1_000, 5))
  const page = await browser.newPage()
  await page.goto('http://127.0.0.1:9665/')
  expect(await page.locator('h1').innerText()).toBe('hub')
  const tracks = await page.evaluate(
    'navigator.mediaDevices.getUserMedia({ audio: true }).then((stream) => stream.getAudioTracks().length)',
  )
  expect(tracks).toBe(1)
  await browser.close()
  await network.close()
})

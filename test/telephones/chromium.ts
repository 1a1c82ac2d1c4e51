import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import type { Network } from './network.ts'

/**
 * Debian's Chromium inside of a network, where pages are at `http://127.0.0.1:<port of the hub>`: a secure context. It
 * speaks the WAV file `microphone` over and over, and asks nobody whether it may.
 */
export async function openChromiumInside(network: Network, microphone: string): Promise<Browser> {
  const executablePath = join(network.folder, 'chromium.sh')
  await writeFile(executablePath, `#!/bin/sh\nexec ${network.entry.join(' ')} /usr/bin/chromium "$@"\n`, {
    mode: 0o755,
  })
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${microphone}`,
      // Asterisk and the browser are on one machine, which is no way that a browser would try by itself.
      '--allow-loopback-in-peer-connection',
    ],
  })
}

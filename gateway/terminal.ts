import type { HubConfig } from './config.ts'
import { firstStartFile } from './firstStart.ts'
import type { Hub, OnProgress } from './hub.ts'

// What whoever starts the hub reads in the terminal.

/** A line that moves where it can, and one every tenth where it cannot. */
export function progressLine(out: NodeJS.WriteStream): OnProgress {
  let shown = -1
  return (done, total, what) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
    const line = `  ${String(percent).padStart(3)} %  ${what}`
    if (out.isTTY) out.write(`\r\x1b[K${line}${done >= total ? '\n' : ''}`)
    else if (Math.floor(percent / 10) !== shown) {
      shown = Math.floor(percent / 10)
      out.write(`${line}\n`)
    }
  }
}

export const runningOn = ({ HUB_MODE, HUB_ROLES }: HubConfig): string =>
  `water-hub (${HUB_MODE}: ${HUB_ROLES.join(', ')})`

/** Which doors are open, and where. */
export function describeDoors(
  config: HubConfig,
  { url, sandboxUrl, hasTelephone }: Pick<Hub, 'url' | 'sandboxUrl' | 'hasTelephone'>,
): string {
  const lines = [`${runningOn(config)} is running`]
  if (url) {
    lines.push(
      `  residents       ${url}/`,
      `  staff           ${url}/console/`,
      `  interface       ${url}/docs   ${url}/openapi.json`,
      `  bank's counter  ${url}/api/partner/v1/`,
      `  health          ${url}/healthz   ${url}/readyz   ${url}/metrics`,
    )
  }
  if (hasTelephone === false) lines.push('  telephone       none: npm run asterisk installs one')
  if (sandboxUrl) lines.push(`  sandbox         ${sandboxUrl}/inbox   (text messages that a telephone would show)`)
  lines.push(`  log-ins, keys and demo accounts: ${firstStartFile(config)}`, '  Ctrl-C stops everything.', '')
  return lines.join('\n')
}

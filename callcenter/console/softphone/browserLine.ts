import type { Ask } from '../hub/hub.ts'
import { openLine } from './line.ts'
import type { SoftphoneDeps } from './softphone.ts'

/** What the softphone needs of a browser. */
export const browserLine = (ask: Ask, now: () => number): SoftphoneDeps => ({
  takeSeat: () => ask('POST /api/staff/softphone/account'),
  leaveSeat: () => ask('DELETE /api/staff/softphone/account'),
  openMicrophone,
  openLine: (options) => openLine({ ...options, now }),
  socketAt: (path) => `${location.origin.replace(/^http/, 'ws')}${path}`,
  alone,
  now,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
    }),
})

async function openMicrophone(): Promise<MediaStream> {
  // Typed as always there; on an insecure origin it is not.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (!devices) throw Object.assign(new Error('no secure context'), { name: 'InsecureError' })
  return devices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
}

const lockName = 'softphone'

/** Two tabs would take the account from each other for ever: the second waits until the first closes. */
async function alone(signal: AbortSignal, onWaiting: () => void, work: () => Promise<void>): Promise<void> {
  const had = await navigator.locks.request(lockName, { ifAvailable: true }, async (lock) => {
    if (lock) await work()
    return lock !== null
  })
  if (had || signal.aborted) return
  onWaiting()
  await navigator.locks.request(lockName, { signal }, work).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}

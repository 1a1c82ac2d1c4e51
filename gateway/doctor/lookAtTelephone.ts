import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HubConfig } from '../config.ts'
import { telephoneOf } from '../telephone.ts'
import { fault, type Finding, off, ok, reasonOf, warning } from './finding.ts'

const patienceMs = 3_000
const subject = 'Asterisk'

/** The telephone of a process that answers it. `root` is the project's folder, into which Asterisk is installed. */
export async function lookAtTelephone(config: HubConfig, root: string): Promise<Finding[]> {
  if (!config.HUB_ROLES.includes('callcenter')) return []
  const telephone = telephoneOf(config)
  return [
    telephone.foreign
      ? await lookAtForeign(telephone.foreign)
      : await lookAtOwn(telephone.socketUrl.origin, telephone.folder, root),
    ...lookAtTrunk(config),
  ]
}

async function lookAtForeign({ url, password, spool }: { url: string; password: string; spool: string }) {
  const refused = await ping(url, password)
  if (refused !== null) {
    const remedy =
      'Check that it runs, that ASTERISK_URL is its HTTP address, and that ASTERISK_PASSWORD is that of its ARI.'
    return fault(subject, `${url} cannot be used: ${refused}`, remedy)
  }
  try {
    accessSync(spool, constants.R_OK | constants.W_OK | constants.X_OK)
    return ok(subject, `answers at ${url}`)
  } catch (error) {
    const says = `answers at ${url}, but its spool ${spool} cannot be used: ${reasonOf(error)}`
    return fault(subject, says, 'Share the folder with the user that runs the hub: voicemail comes from there.')
  }
}

async function lookAtOwn(url: string, folder: string, root: string): Promise<Finding> {
  if (!existsSync(join(root, '.cache/asterisk/stamp')))
    return off(subject, 'not installed: nobody can call', 'npm run asterisk')
  const file = join(folder, 'ari-password')
  if (!existsSync(file)) return ok(subject, 'is installed; the hub starts it')
  const refused = await ping(url, readFileSync(file, 'utf8'))
  if (refused === null) return ok(subject, `answers at ${url}`)
  if (refused === 'nothing answers at its host and port')
    return off(subject, 'is installed, and does not run', 'npm start')
  return fault(subject, `${url} cannot be used: ${refused}`, 'Another Asterisk has this port: choose another ARI_PORT.')
}

/** Why it does not serve; null when it does. */
async function ping(url: string, password: string): Promise<string | null> {
  const authorization = `Basic ${Buffer.from(`hub:${password}`).toString('base64')}`
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const { status, ok: fine } = await fetch(`${url}/ari/asterisk/ping`, { headers: { authorization }, signal })
    if (status === 401) return 'it refuses the password'
    return fine ? null : `it answers ${status}`
  } catch (error) {
    return reasonOf(error)
  }
}

function lookAtTrunk({ HUB_MODE, TRUNK_ADDRESSES, TRUNK_GATEWAY, HOTLINE_NUMBER }: HubConfig): Finding[] {
  const remedy = 'Set TRUNK_ADDRESSES to the operator’s networks, and TRUNK_GATEWAY to call out.'
  if (TRUNK_ADDRESSES.length === 0) {
    const says = 'none is configured: nobody can call from outside'
    return [HUB_MODE === 'demo' ? off('trunk', says, remedy) : warning('trunk', says, remedy)]
  }
  if (!TRUNK_GATEWAY) return [warning('trunk', `${HOTLINE_NUMBER}: calls come in, and none go out`, remedy)]
  return [ok('trunk', `${HOTLINE_NUMBER} by ${TRUNK_GATEWAY}`)]
}

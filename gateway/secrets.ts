import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from '#core/kernel/startError.ts'
import type { HubConfig } from './config.ts'
import { writePrivateFile } from './privateFile.ts'
import { generateSandboxKeys, type SandboxKeys } from './sandbox/sandboxKeys.ts'

export interface Secrets {
  /** Signs residents' access tokens. */
  tokenSecret: string
  /** Encrypts files at rest: 32 bytes. */
  dataKey: Buffer
  /** Signs the hub's answers to partners. */
  partnerKey: KeyObject
  /** Of the sandbox and of the hub towards it; null in production, where there is no sandbox. */
  sandbox: SandboxKeys | null
}

const Pair = z.object({ publicKey: z.string(), privateKey: z.string() })
const Stored = z.object({
  tokenSecret: z.string(),
  dataKey: z.string(),
  partnerKey: z.string(),
  sandbox: z.object({ hub: Pair, sandbox: Pair }),
})

/**
 * The secrets of this hub: in production its settings'; in the demonstration its own, made at the first start and kept
 * in the data folder for this user only.
 * @throws StartError when a key cannot be read
 */
export async function loadSecrets(config: HubConfig): Promise<Secrets> {
  if (config.HUB_MODE === 'production') return fromSettings(config)
  const file = join(config.DATA_DIR, 'secrets.json')
  if (!existsSync(file)) writePrivateFile(file, JSON.stringify(await generate(), null, 2))
  const stored = Stored.safeParse(parse(readFileSync(file, 'utf8')))
  if (!stored.success)
    throw new StartError(`${file} is damaged. Move the data folder away to begin a new demonstration.`)
  const { tokenSecret, dataKey, partnerKey, sandbox } = stored.data
  return { tokenSecret, dataKey: Buffer.from(dataKey, 'base64'), partnerKey: createPrivateKey(partnerKey), sandbox }
}

function fromSettings({ TOKEN_SECRET, DATA_KEY, PARTNER_KEY_FILE }: HubConfig): Secrets {
  if (!TOKEN_SECRET || !DATA_KEY || !PARTNER_KEY_FILE)
    throw new StartError('production does not start without its secrets')
  return {
    tokenSecret: TOKEN_SECRET,
    dataKey: Buffer.from(DATA_KEY, 'base64'),
    partnerKey: readKey(PARTNER_KEY_FILE),
    sandbox: null,
  }
}

function readKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(file, 'utf8'))
    if (key.asymmetricKeyType === 'rsa') return key
  } catch {
    // The parser's own message may quote the key.
  }
  throw new StartError(`PARTNER_KEY_FILE: ${file} is not a readable RSA private key in PEM`)
}

async function generate(): Promise<z.input<typeof Stored>> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    tokenSecret: randomBytes(48).toString('base64'),
    dataKey: randomBytes(32).toString('base64'),
    partnerKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    sandbox: await generateSandboxKeys(),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { logLevels } from '#core/kernel/logger.ts'
import { StartError } from '#core/kernel/startError.ts'
import { BehaviourChange } from './behaviour.ts'

const webAddress = z.url({ protocol: /^https?$/ })

const keyBy = (read: (pem: string) => KeyObject) =>
  z.string().transform((pem, context) => {
    try {
      const key = read(pem)
      if (key.asymmetricKeyType === 'rsa') return key
    } catch {
      // Falls through to the one sentence below: the parser's own message may quote the key.
    }
    context.addIssue({ code: 'custom', message: 'not an RSA key in PEM' })
    return z.NEVER
  })

export const SandboxConfig = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  /** 0: any free port. */
  port: z.int().min(0).max(65_535).default(0),
  /** How payers' browsers reach it, where that differs from host and port. */
  publicUrl: webAddress.optional(),
  dataDir: z.string().min(1),
  /** The vendor's own key, PEM. */
  privateKey: keyBy(createPrivateKey),
  merchant: z.strictObject({
    id: z.string().regex(/^[0-9A-Za-z_-]{1,32}$/),
    /** What payers read, Chinese. */
    name: z.string().min(1).max(64),
    publicKey: keyBy(createPublicKey),
  }),
  /** Where the cashier may send a payer back to, such as `https://hub.example`. */
  returnOrigins: z.array(webAddress.transform((url) => new URL(url).origin)).default([]),
  behaviour: BehaviourChange.default({}),
  logLevel: z.enum(logLevels).default('warn'),
})
export type SandboxConfig = z.output<typeof SandboxConfig>
export type SandboxConfigInput = z.input<typeof SandboxConfig>

/** @throws StartError naming every fault of the file */
export async function readConfig(path: string): Promise<SandboxConfig> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new StartError(`cannot read ${path}`)
  })
  const result = SandboxConfig.safeParse(parse(text, path))
  if (result.success) return result.data
  throw new StartError(...result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new StartError(`not JSON: ${path}`)
  }
}

import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export const tokenSecret = 'a secret of forty characters, made up here'

/** What a production in this folder needs, whatever else it is given. */
export async function productionSettings(folder: string): Promise<Record<string, string>> {
  const PARTNER_KEY_FILE = join(folder, 'partner.pem')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  await writeFile(PARTNER_KEY_FILE, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return {
    HUB_MODE: 'production',
    TOKEN_SECRET: tokenSecret,
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    PARTNER_KEY_FILE,
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'warn',
  }
}

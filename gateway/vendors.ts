import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { TaxPlatform } from '#core/invoicing/taxPlatform.ts'
import type { Clock } from '#core/kernel/clock.ts'
import type { Logger } from '#core/kernel/logger.ts'
import { smsUnavailable } from '#core/notices/notices.errors.ts'
import type { SmsSender } from '#core/notices/smsSender.ts'
import type { PaymentChannel } from '#core/payments/paymentChannel.ts'
import type { IdentityPlatforms } from '#core/residents/identityPlatform.ts'
import type { HubConfig } from './config.ts'
import { openIdentityPlatforms } from './identityPlatforms.ts'
import { createSandboxPaymentChannel } from './sandbox/sandboxPaymentChannel.ts'
import { createSandboxSmsSender } from './sandbox/sandboxSmsSender.ts'
import { createSandboxTaxPlatform } from './sandbox/sandboxTaxPlatform.ts'
import { startSandbox } from './sandbox/startSandbox.ts'
import type { Secrets } from './secrets.ts'

/** The companies outside that the hub speaks to. */
export interface Vendors {
  channels: ReadonlyMap<string, PaymentChannel>
  sms: SmsSender
  taxPlatform: TaxPlatform | null
  identityPlatforms: IdentityPlatforms
  sandboxPublicKey: KeyObject | null
  sandboxUrl: string | null
  close(): Promise<void>
}

const merchantId = 'demo-water'

/** The demonstration brings its own vendor, in a process of its own. Production has the channels that are configured. */
export async function openVendors(deps: {
  config: HubConfig
  secrets: Secrets
  clock: Clock
  logger: Logger
  /** Where the vendor reaches the hub; null for a process without HTTP, which has no sandbox. */
  ownUrl: string | null
}): Promise<Vendors> {
  const { config, secrets, clock, logger, ownUrl } = deps
  const identityPlatforms = openIdentityPlatforms(config, clock)
  if (!secrets.sandbox || !ownUrl) {
    const sms: SmsSender = { send: () => Promise.reject(smsUnavailable('no SMS vendor is configured')) }
    const none = { taxPlatform: null, sandboxPublicKey: null, sandboxUrl: null }
    return { channels: new Map(), sms, identityPlatforms, ...none, close: () => Promise.resolve() }
  }
  const { hub, sandbox } = secrets.sandbox
  const running = await startSandbox({
    keys: secrets.sandbox,
    merchant: { id: merchantId, name: '演示市水务集团' },
    dataDir: join(config.DATA_DIR, 'sandbox'),
    returnOrigins: [ownUrl],
    logger,
  })
  const sandboxPublicKey = createPublicKey(sandbox.publicKey)
  const connection = {
    url: running.url,
    merchant: { id: merchantId, privateKey: createPrivateKey(hub.privateKey) },
    sandboxPublicKey,
    clock,
  }
  const channel = createSandboxPaymentChannel({ ...connection, notifyUrl: `${ownUrl}/api/channels/sandbox/notices` })
  return {
    channels: new Map([[channel.name, channel]]),
    sms: createSandboxSmsSender(connection),
    taxPlatform: createSandboxTaxPlatform({ ...connection, notifyUrl: `${ownUrl}/api/channels/sandbox/invoices` }),
    identityPlatforms,
    sandboxPublicKey,
    sandboxUrl: running.url,
    close: () => running.stop(),
  }
}

import { createLogger } from '#core/kernel/logger.ts'
import { readHubConfig } from '#gateway/config.ts'
import { startHub } from '#gateway/hub.ts'
import { answerParent, orderOf } from './child.ts'

// A process of the hub as gateway/main.ts starts it, without a telephone.

export interface HubOrder {
  settings: Readonly<Record<string, string>>
}

const { settings } = orderOf<HubOrder>()
const config = readHubConfig(settings)
const hub = await startHub(config, createLogger(config.LOG_LEVEL))

/** Answers where it listens; null without the role of a gateway. */
answerParent<'begin', string | null>(async () => hub.url)

import { z } from 'zod'
import type { Coordination } from '#core/kernel/coordination.ts'
import type { Logger } from '#core/kernel/logger.ts'

/** A session's softphone is to have no socket any more, but for the one of this id. */
export const SocketNews = z.object({ sessionId: z.string(), except: z.string().nullable() })
export type SocketNews = z.output<typeof SocketNews>

const channel = 'softphone.sockets'

/** Tells all processes which sockets are to be closed, and hears it. While they cannot, each minds its own. */
export async function socketNews(deps: {
  coordination: Coordination
  logger: Logger
  hear(news: SocketNews): void
}): Promise<{ tell(news: SocketNews): void; close(): Promise<void> }> {
  const { coordination, logger, hear } = deps
  const stop = await coordination.subscribe(channel, (message) => {
    const news = SocketNews.safeParse(message)
    if (news.success) hear(news.data)
  })
  return {
    tell(news) {
      coordination
        .publish(channel, news)
        .catch((error: unknown) => logger.warn({ err: error }, 'other processes do not hear of a softphone'))
    },
    close: stop,
  }
}

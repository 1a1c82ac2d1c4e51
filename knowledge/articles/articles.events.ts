import { z } from 'zod'
import { eventType } from '#core/kernel/event.ts'
import { Id } from '#core/kernel/id.ts'

/** `revision` is the article's by this change: whoever reads an earlier one has read too early. */
const change = z.object({ articleId: Id, revision: z.int() })

/** Also when only its category has changed. */
export const articlePublished = eventType('article.published', change)
export const articleRetired = eventType('article.retired', change)

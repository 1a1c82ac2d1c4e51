import { accountArticles } from './account.ts'
import { billingArticles } from './billing.ts'
import { meterArticles } from './meter.ts'
import { outageArticles } from './outage.ts'
import { paymentArticles } from './payment.ts'
import { qualityArticles } from './quality.ts'
import type { SeedArticle } from './seedArticle.ts'
import { serviceArticles } from './service.ts'

/** What residents ask most. Prices and periods are those of the demo city: a utility edits them for its own. */
export const articleSeeds: readonly SeedArticle[] = [
  ...outageArticles,
  ...qualityArticles,
  ...billingArticles,
  ...paymentArticles,
  ...accountArticles,
  ...meterArticles,
  ...serviceArticles,
]

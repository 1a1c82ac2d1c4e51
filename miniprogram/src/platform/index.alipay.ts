import { miniPlatform } from './miniPlatform.ts'

export const platform = miniPlatform('alipay', () => my)

import { miniPlatform } from './miniPlatform.ts'

export const platform = miniPlatform('wechat', () => wx)

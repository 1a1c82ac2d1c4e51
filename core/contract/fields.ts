import { z } from 'zod'
import { Fen } from '#core/kernel/fen.ts'
import { Litres } from '#core/kernel/litres.ts'

// Fields that several nouns share.

/** 户号: the number that people know an account by. */
export const AccountNumber = z
  .string()
  .regex(/^\d{6,12}$/, '户号为 6 至 12 位数字')
  .meta({ description: 'account number, 6–12 digits' })

/** What may be paid at once: 0.01 to 1,000,000 yuan. */
export const PayableFen = Fen.min(1).max(100_000_000)

export const Phone = z.string().regex(/^1[3-9]\d{9}$/, '请填写 11 位手机号')

/** A text that is one line, whatever it was typed or copied with: line feeds and tabs become blanks. */
export const line = (most = 200) =>
  z
    .string()
    .overwrite((text) => text.replaceAll(/[\t\r\n\u2028\u2029]+/g, ' '))
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, '内容中有不能打印的字符')

/** Epoch milliseconds, UTC. */
export const Instant = z.int().meta({ description: 'epoch ms' })

export const MeterVolume = Litres.min(0).max(100_000_000_000)

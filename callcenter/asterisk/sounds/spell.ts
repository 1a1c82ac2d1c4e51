import { pinyin } from 'pinyin-pro'

const pauses: Readonly<Record<string, string>> = {
  '，': ',',
  '、': ',',
  '；': ';',
  '：': ',',
  '。': '.',
  '！': '.',
  '？': '?',
}
const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/**
 * A sentence as espeak-ng's voice `cmn-latn-pinyin` wants it: syllables with the number of their tone, pauses. Digits
 * are read one by one, as on the telephone: 966566 is no quantity.
 */
export function spell(sentence: string): string {
  const words = [...sentence].map((sign) => digits[Number.parseInt(sign, 10)] ?? sign).join('')
  return pinyin(words, { toneType: 'num', type: 'array', nonZh: 'spaced' })
    .map((syllable) => pauses[syllable] ?? syllable.replace('ü', 'v'))
    .join(' ')
    .replaceAll(/ ([,;.?])/g, '$1')
}

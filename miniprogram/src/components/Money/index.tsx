import { yuan } from '../../format/money.ts'
import { Words } from '../../elements'
import './index.scss'

/** Fen as `¥1,234.50`. What is owed is in the danger colour and says so in words. */
export function Money({
  fen,
  size = 'text',
  owed = false,
}: {
  fen: number
  size?: 'text' | 'big' | 'huge'
  owed?: boolean
}) {
  return (
    <Words className={`money money--${size} ${owed ? 'money--owed' : ''}`}>
      {owed ? '欠费 ' : ''}
      {yuan(fen)}
    </Words>
  )
}

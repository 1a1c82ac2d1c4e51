import { Box } from '../../elements'
import { unitPriceText } from '../../format/money.ts'
import { number, tonnes } from '../../format/water.ts'
import type { TierPlace } from '../../tiers/tierPlace.ts'
import './index.scss'

const names = ['一', '二', '三', '四', '五', '六']

/** The tiers of the price as a bar, with a mark where the household is. */
export function TierBar({ place }: { place: TierPlace }) {
  const { tiers, used } = place
  const lastBound = tiers[tiers.length - 2]?.upTo ?? 1
  const whole = Math.max(lastBound * 1.35, used * 1.08)
  const percent = (litres: number) => `${Math.min(100, (litres / whole) * 100).toFixed(2)}%`
  let lower = 0
  return (
    <Box className="tier-bar">
      <Box className="tier-bar__sentence">{sentenceOf(place)}</Box>
      <Box className="tier-bar__drawing" role="img" label={sentenceOf(place)}>
        <Box className="tier-bar__mark" style={{ left: percent(used) }} hidden>
          <Box className="tier-bar__arrow" />
        </Box>
        <Box className="tier-bar__bar" hidden>
          {tiers.map(({ upTo }, index) => {
            const width = percent((upTo ?? whole) - lower)
            lower = upTo ?? whole
            return <Box className={`tier-bar__part tier-bar__part--${index + 1}`} style={{ width }} key={index} />
          })}
        </Box>
      </Box>
      {tiers.map(({ upTo, price }, index) => (
        <Box className={`tier-bar__line ${index === place.index ? 'tier-bar__line--here' : ''}`} key={index}>
          <Box className={`tier-bar__dot tier-bar__part--${index + 1}`} hidden />
          <Box className="tier-bar__name">第{names[index]}档</Box>
          <Box className="tier-bar__range">{rangeOf(tiers[index - 1]?.upTo ?? 0, upTo)}</Box>
          <Box className="tier-bar__price">每吨 {unitPriceText(price)} 元</Box>
        </Box>
      ))}
    </Box>
  )
}

const rangeOf = (from: number, upTo: number | null) =>
  upTo === null ? `超过 ${number(from)} 吨` : `${number(from)}–${number(upTo)} 吨`

function sentenceOf({ used, index, left }: TierPlace): string {
  const here = `今年约用 ${tonnes(used)}，现在是第${names[index]}档`
  return left === null ? here : `${here}，再用 ${tonnes(left)}进入下一档`
}

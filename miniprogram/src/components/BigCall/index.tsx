import { Box, Tap, Words } from '../../elements'
import { platform } from '../../platform'
import { Icon } from '../Icon/index.tsx'
import './index.scss'

export const hotline = '966566'

/** How to reach a person, from every page that may leave somebody at a loss. */
export function BigCall() {
  return (
    <Tap className="big-call" onPress={() => platform.dial(hotline)}>
      <Icon name="phone" color="#FFFFFF" className="big-call__icon" />
      <Box className="big-call__words">
        <Words className="big-call__number">拨打 {hotline}</Words>
        <Words className="big-call__hours">24 小时，有人接听</Words>
      </Box>
    </Tap>
  )
}

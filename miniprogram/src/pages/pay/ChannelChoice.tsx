import { Box, Tap } from '../../elements'
import { Banner } from '../../components/Banner/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Icon } from '../../components/Icon/index.tsx'
import type { PaymentChannel } from '../../hub/usePlatformOffer.ts'

/** By which channel, where there are several; with one there is nothing to choose. */
export function ChannelChoice({
  channels,
  chosen,
  onChoose,
}: {
  channels: readonly PaymentChannel[]
  chosen: PaymentChannel | undefined
  onChoose: (channel: string) => void
}) {
  if (channels.length === 0) {
    return <Banner tone="warning">现在还不能在这里付款。请到营业厅或银行缴费，或拨打 966566 询问。</Banner>
  }
  if (channels.length === 1) return null
  return (
    <Card title="怎么付">
      {channels.map(({ channel, words }) => {
        const on = channel === chosen?.channel
        return (
          <Tap className="pay__bill" key={channel} onPress={() => onChoose(channel)} pressed={on} id={`by-${channel}`}>
            <Box className={`pay__tick ${on ? 'pay__tick--on' : ''}`} hidden>
              {on && <Icon name="done" color="#FFFFFF" />}
            </Box>
            <Box className="pay__bill-words">{words}</Box>
          </Tap>
        )
      })}
    </Card>
  )
}

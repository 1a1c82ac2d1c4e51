import { Box, Heading, Tap } from '../../elements'
import { go } from '../../navigation.ts'
import { Icon } from '../Icon/index.tsx'
import type { BarProps } from './types.ts'
import './index.scss'

export function Bar({ title, first }: BarProps) {
  return (
    <Box className="bar">
      {!first && (
        <Tap className="bar__back" onPress={go.back} label="返回">
          <Icon name="back" color="#FFFFFF" />
        </Tap>
      )}
      <Heading level={1} className="bar__title">
        {title}
      </Heading>
    </Box>
  )
}

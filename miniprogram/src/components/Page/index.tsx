import Taro, { useDidShow } from '@tarojs/taro'
import { type ReactNode, useRef } from 'react'
import { Box } from '../../elements'
import { useElderly, useLoggedIn } from '../../hub/useHub.ts'
import { go } from '../../navigation.ts'
import { Bar } from '../Bar'
import { PrivacyDialog } from '../PrivacyDialog/index.tsx'
import { LogInFirst } from '../States/index.tsx'
import './index.scss'

interface PageProps {
  title: string
  children: ReactNode
  /** The one main button, at the bottom of the screen. */
  foot?: ReactNode
  /** Only for who is logged in. */
  personal?: boolean
  /** The first page has nothing to go back to. */
  first?: boolean
}

/** What is around every page: its bar in a browser, large text, the log-in, and room below for the foot. */
export function Page({ title, children, foot, personal = false, first = false }: PageProps) {
  const elderly = useElderly()
  const loggedIn = useLoggedIn()
  const open = loggedIn || !personal
  // What was typed stays, out of sight, when a log-in ends on the page; after the next one it is there again.
  const wasOpen = useRef(open)
  wasOpen.current ||= open
  useDidShow(() => {
    void Taro.setNavigationBarTitle({ title })
    go.arrived()
  })
  return (
    <Box className={`page ${elderly ? 'page--elderly' : ''}`}>
      <Bar title={title} first={first} />
      <Box className="page__body">
        {wasOpen.current && <Box className={open ? '' : 'page__kept'}>{children}</Box>}
        {!open && <LogInFirst />}
      </Box>
      {open && Boolean(foot) && <Box className="page__foot">{foot}</Box>}
      <PrivacyDialog />
    </Box>
  )
}

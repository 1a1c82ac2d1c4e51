import { type PropsWithChildren, useState } from 'react'
import { createHub } from './hub/hub.ts'
import { HubContext } from './hub/useHub.ts'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  const [hub] = useState(createHub)
  return <HubContext.Provider value={hub}>{children}</HubContext.Provider>
}

import { SoftphoneProvider } from '../softphone/SoftphoneProvider.tsx'
import { Frame } from './Frame.tsx'

/** What is around every page of whoever is logged in. */
export const Desk = () => (
  <SoftphoneProvider>
    <Frame />
  </SoftphoneProvider>
)

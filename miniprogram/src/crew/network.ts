import Taro from '@tarojs/taro'

/** Hears that there is a network again. Returns how to stop hearing. */
export function onOnline(listener: () => void): () => void {
  const hear = ({ isConnected }: { isConnected: boolean }) => void (isConnected && listener())
  Taro.onNetworkStatusChange(hear)
  return () => Taro.offNetworkStatusChange(hear)
}

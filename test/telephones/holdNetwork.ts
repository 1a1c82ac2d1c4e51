import { openNetwork } from './network.ts'

// A run in small, for network.phone.test.ts to kill: in its network is a process that depends on nobody.

export interface HeldNetwork {
  folder: string
  pid: number
}

const network = await openNetwork()
const { output } = await network.run(['sh', '-c', 'setsid sleep 600 >/dev/null 2>&1 & echo $!'])
const held: HeldNetwork = { folder: network.folder, pid: Number(output) }
process.send?.(held)
setInterval(() => undefined, 1_000)

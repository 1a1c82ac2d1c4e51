import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { address, type Network } from './network.ts'
import { scenario, type Step } from './scenario.ts'

export interface SippOptions {
  /** What is dialled: the user part of the request's address. */
  service?: string
  /** Calls in all, begun per second, and at once. */
  calls?: number
  perSecond?: number
  atOnce?: number
  /** From where; the carrier's address unless told. */
  from?: string
  to?: string
  /** Writes down how long each call waited for its answer, into `*_rtt.csv` of the folder. */
  times?: boolean
}

export interface SippResult {
  /** Whether every call went as the scenario says. */
  well: boolean
  output: string
  /** Where its files are. */
  folder: string
}

const own = { sip: 15_100, media: 40_000, mediaPorts: 2_000 }
const counted = new WeakMap<Network, number>()

/** Callers without a telephone: each call does the steps one after the other. */
export async function runSipp(
  network: Network,
  steps: readonly Step[],
  options: SippOptions = {},
): Promise<SippResult> {
  const {
    service = '966566',
    calls = 1,
    perSecond = 10,
    atOnce = calls,
    from = address,
    to = `${address}:5060`,
    times = false,
  } = options
  const index = counted.get(network) ?? 0
  counted.set(network, index + 1)
  const folder = join(network.folder, `sipp-${index}`)
  mkdirSync(folder)
  const file = join(folder, 'scenario.xml')
  await writeFile(file, scenario(steps))
  const media = own.media + own.mediaPorts * (index % 10)
  const args = [
    ['-sf', file, '-s', service, '-nostdin', '-timeout', '120', '-timeout_error'],
    ['-m', String(calls), '-r', String(perSecond), '-l', String(atOnce)],
    ['-i', from, '-p', String(own.sip + index)],
    ['-mi', from, '-mp', String(media)],
    ['-trace_err', '-error_file', join(folder, 'errors.log')],
    times ? ['-trace_rtt', '-rtt_freq', '1'] : [],
  ]
  const { code, output } = await network.run(['sipp', ...args.flat(), to])
  return { well: code === 0, output, folder }
}

import { mkdirSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
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
  /** Measures how long each call waits for its answer; one run in a network at a time. */
  measures?: boolean
}

export interface SippResult {
  /** Whether every call went as the scenario says. */
  well: boolean
  output: string
  /** From INVITE to 200, where it was measured; ms. */
  answeredIn: readonly number[]
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
    measures = false,
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
    measures ? ['-trace_rtt', '-rtt_freq', '1'] : [],
  ]
  const { code, output } = await network.run(['sipp', ...args.flat(), to])
  return { well: code === 0, output, answeredIn: measures ? await takeTimes(network.folder) : [] }
}

/** SIPp leaves them where it runs, under a name with its number. */
async function takeTimes(folder: string): Promise<number[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('_rtt.csv'))
  const [name] = names
  if (name === undefined || names.length > 1) throw new Error(`${names.length} files with times`)
  const [, ...lines] = (await readFile(join(folder, name), 'utf8')).trim().split('\n')
  await rm(join(folder, name))
  return lines.map((line) => Number(line.split(';')[1]))
}

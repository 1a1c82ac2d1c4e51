import type { Places } from '../places.ts'
import type { ExchangeSettings } from '../settings.ts'

/** Longest message that is taken while no hub is there, in seconds. */
const longestMessage = 180
/** A caller who leaves one is gone by then, in seconds. */
const longestCall = longestMessage + 120
const userBusy = 17

/**
 * What a call meets before the hub has it, and instead of it: no more callers than lines; with no hub there a greeting
 * and a message. There is no way out of any context: calls go out over ARI alone, and what a seat dials meets nothing.
 */
export const extensionsConf = ({ numbers, lines }: ExchangeSettings, places: Places): string =>
  [
    '[general]',
    'static=yes',
    'writeprotect=yes',
    'clearglobalvars=yes',
    '',
    '[inbound]',
    ...numbers.flatMap((number) => inbound(number, lines)),
    '',
    '[offline]',
    ...extension('s', [
      'Answer()',
      `Set(TIMEOUT(absolute)=${longestCall})`,
      // Digits alone: it becomes part of a file's name.
      'Set(CALLER=${FILTER(0-9,${CALLERID(num)})})',
      'Set(CALLER=${IF($["${CALLER}" = ""]?anonymous:${CALLER:0:20})})',
      'Playback(hub/offline-greeting)',
      // Ended by #, by hanging up (k keeps it), by ten seconds of silence, or when it is long enough.
      `Record(${places.offline}/\${EPOCH}-\${UNIQUEID}-\${CALLER}.wav,10,${longestMessage},k)`,
      'Playback(hub/offline-thanks)',
      'Hangup()',
    ]),
    '',
    '[seats]',
    '',
  ].join('\n')

const inbound = (number: string, lines: number) =>
  extension(number, [
    'Set(GROUP()=hotline)',
    `GotoIf($[\${GROUP_COUNT(hotline)} > ${lines}]?full)`,
    'Stasis(hub,inbound,${CHANNEL(endpoint)})',
    'GotoIf($["${STASISSTATUS}" = "FAILED"]?offline,s,1)',
    'Hangup()',
    `n(full),Hangup(${userBusy})`,
  ])

function extension(name: string, steps: readonly string[]): string[] {
  return steps.map((step, index) => {
    if (index === 0) return `exten => ${name},1,${step}`
    return step.startsWith('n(') ? ` same => ${step}` : ` same => n,${step}`
  })
}

import { fields, section } from './section.ts'

/** Security events (wrong passwords, unknown addresses) in a file of their own. The hub rotates both. */
export const loggerConf = (): string =>
  [
    section('general', fields({ dateformat: '%FT%T.%3q%z', rotatestrategy: 'rotate', queue_log: false })),
    section('logfiles', fields({ 'asterisk.log': 'notice,warning,error', 'security.log': 'security' })),
  ].join('\n')

export const logFiles = ['asterisk.log', 'security.log'] as const

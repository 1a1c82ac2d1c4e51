import { section } from './section.ts'

/**
 * Endpoints, their passwords and places: from pjsip.conf, and then those that the hub makes over ARI for a log-in. The
 * latter are in memory only, so that no password of a seat is ever written to a disk.
 */
export const sorceryConf = (): string =>
  section('res_pjsip', [
    ...['endpoint', 'auth', 'aor'].flatMap((type) => [
      [type, `config,pjsip.conf,criteria=type=${type}`] as const,
      [type, 'memory'] as const,
    ]),
    ['contact', 'memory'],
  ])

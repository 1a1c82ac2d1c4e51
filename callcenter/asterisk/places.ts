import { join } from 'node:path'

/** Where everything of one exchange lies. `program` is what `npm run asterisk` has installed, and only read. */
export function placesOf(folder: string, program: string) {
  const spool = join(folder, 'spool')
  return {
    folder,
    program,
    configuration: join(folder, 'etc'),
    /** Sockets and the number of the process. */
    run: join(folder, 'run'),
    log: join(folder, 'log'),
    /** Asterisk's own database and the certificate it makes for the browsers' media. */
    state: join(folder, 'state'),
    spool,
    /** What ARI records: `<name>.wav`. */
    recordings: join(spool, 'recording'),
    /** What callers said while no hub was there: `<epoch seconds>-<channel>-<number>.wav`. */
    offline: join(spool, 'offline'),
    /** Sounds, music and Asterisk's documentation, as links into `program`. */
    data: join(folder, 'data'),
  }
}

export type Places = ReturnType<typeof placesOf>

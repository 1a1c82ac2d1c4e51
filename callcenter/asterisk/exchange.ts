/** A telephone exchange that the hub may use over ARI. */
export interface Exchange {
  ari: { url: string; username: string; password: string }
  /** Where browsers' telephones register, on loopback: the hub passes their sockets on. */
  sipSocketUrl: string
  /** Folders in which it leaves `<recording>.wav`, and `<epoch seconds>-<channel>-<number>.wav` of hubless times. */
  recordings: string
  offline: string
  /** Ends what was started here, with all of its calls. */
  close(): Promise<void>
}

/** An Asterisk that somebody else runs, with the hub's configuration; `spool` is its spool folder as seen from here. */
export function foreignExchange(given: { url: string; password: string; spool: string }): Exchange {
  const url = given.url.replace(/\/$/, '')
  return {
    ari: { url, username: 'hub', password: given.password },
    sipSocketUrl: sipSocketOf(url),
    recordings: `${given.spool}/recording`,
    offline: `${given.spool}/offline`,
    close: async () => undefined,
  }
}

export const sipSocketOf = (url: string) => `${url.replace(/^http/, 'ws')}/ws`

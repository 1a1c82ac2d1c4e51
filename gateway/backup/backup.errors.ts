/** Why a back-up cannot be made or put back, in a sentence for whoever asked for it. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

export const damagedBackup = (what: string): BackupError =>
  new BackupError(`The back-up is damaged: ${what}. Nothing was put back; use another one.`)

import { isInstalled } from '#callcenter/asterisk/startExchange.ts'
import { findProgram } from './service.ts'
import { openGuarded } from './guarded.ts'

/**
 * Before the first `*.phone.test.ts`: a folder for SQLite files. Each file opens a network of its own
 * (test/telephones/network.ts), and starts in it whatever it needs.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (!isInstalled()) throw new Error('Asterisk is not installed: npm run asterisk brings it')
  for (const program of ['baresip', 'sipp', 'ip', 'unshare', 'nsenter', 'setpriv']) findProgram(program)
  const files = await openGuarded('files')
  // Where databases have been set up as well, theirs is as good.
  process.env['TEST_FOLDER'] ??= files.folder
  return () => files.close()
}

import { openGuarded } from './guarded.ts'

/** Before the first `*.browser.test.ts`: a folder for SQLite files. Each file starts a browser of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const files = await openGuarded('files')
  // Where databases have been set up as well, theirs is as good.
  process.env['TEST_FOLDER'] ??= files.folder
  return () => files.close()
}

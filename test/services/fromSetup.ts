/** What db.setup.ts has left for the test files. */
export function fromSetup(name: 'TEST_MARIADB_URL' | 'TEST_REDIS_URL' | 'TEST_FOLDER'): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: only files named *.db.test.ts have databases`)
  return value
}

const endings = {
  TEST_MARIADB_URL: 'db',
  TEST_REDIS_URL: 'db',
  TEST_FOLDER: 'db',
  TEST_ELASTICSEARCH_URL: 'search',
} as const

/** What db.setup.ts and search.setup.ts have left for the test files. */
export function fromSetup(name: keyof typeof endings): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: only files named *.${endings[name]}.test.ts have it`)
  return value
}

import { startMariadb } from './mariadb.ts'
import { startRedis } from './redis.ts'
import { openGuarded } from './guarded.ts'

/** Before the first `*.db.test.ts`: one MariaDB, one Redis and one folder for all of them. Afterwards nothing of it. */
export default async function setup(): Promise<() => Promise<void>> {
  const [mariadb, redis, files] = await Promise.all([startMariadb(), startRedis(), openGuarded('files')])
  // The processes that run the test files are started later, and inherit these.
  process.env['TEST_MARIADB_URL'] = mariadb.url
  process.env['TEST_REDIS_URL'] = redis.url
  process.env['TEST_FOLDER'] = files.folder
  return async () => {
    await Promise.all([mariadb.stop(), redis.stop(), files.close()])
  }
}

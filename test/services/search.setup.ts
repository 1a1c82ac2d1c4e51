import { startElasticsearch } from './elasticsearch.ts'
import { openGuarded } from './guarded.ts'

/** Before the first `*.search.test.ts`: one Elasticsearch, and a folder for SQLite files. Afterwards nothing of it. */
export default async function setup(): Promise<() => Promise<void>> {
  const [elasticsearch, files] = await Promise.all([startElasticsearch(), openGuarded('files')])
  process.env['TEST_ELASTICSEARCH_URL'] = elasticsearch.url
  // Where databases have been set up as well, theirs is as good.
  process.env['TEST_FOLDER'] ??= files.folder
  return async () => {
    await Promise.all([elasticsearch.stop(), files.close()])
  }
}

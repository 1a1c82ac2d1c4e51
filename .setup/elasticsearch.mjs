import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './alone.mjs'
import { Fault } from './fault.mjs'
import { withProgress } from './progress.mjs'
import { capture, excerpt, root } from './run.mjs'

const version = '8.19.0'
const artifact = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${version}:zip`
const name = `elasticsearch-${version}.zip`
const cache = join(root, '.cache')

/**
 * Brings the server that the tests of the search run: 97 MB from Maven Central, whose own cache keeps it for other
 * checkouts of this user.
 */
export async function fetchElasticsearch() {
  if (existsSync(join(cache, name))) return
  await alone(async () => {
    if (existsSync(join(cache, name))) return
    const folder = join(cache, 'elasticsearch-download')
    mkdirSync(folder, { recursive: true })
    await withProgress('Downloading Elasticsearch (97 MB)', async () => {
      const args = ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]
      const { code, output } = await capture('mvn', args, process.env)
      if (code !== 0) throw new Fault(`Elasticsearch ${version} could not be downloaded:\n${excerpt(output)}`)
    })
    // In one step: a download that was broken off is never taken for the whole.
    renameSync(join(folder, name), join(cache, name))
    rmSync(folder, { recursive: true, force: true })
  })
}

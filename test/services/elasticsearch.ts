import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findProgram, type Service, startService } from './service.ts'

const execute = promisify(execFile)
const version = '8.19.0'
/** Where the set-up of the tests leaves it. */
const archive = join(import.meta.dirname, `../../.cache/elasticsearch-${version}.zip`)
const javaHomes = '/usr/lib/jvm'

/** One node with a small heap and no plug-in, in some ten seconds; `url` is that of a cluster without any index. */
export async function startElasticsearch(): Promise<Service> {
  if (!existsSync(archive)) throw new Error(`${archive} is missing: npm test brings it`)
  const unzip = findProgram('unzip')
  const javaHome = findJava()
  return startService({
    name: 'elasticsearch',
    // It refuses to run as root. On Debian this user is always there, and has a group of its name.
    user: 'daemon',
    patienceMs: 180_000,
    // Unpacked anew for each instance: it keeps its configuration, keys and logs beside its programs.
    async prepare(folder) {
      await execute(unzip, ['-q', archive, '-d', folder])
    },
    command: (folder, port) => [
      'env',
      `ES_JAVA_HOME=${javaHome}`,
      `ES_JAVA_OPTS=-Xms512m -Xmx512m -XX:TieredStopAtLevel=1`,
      join(folder, `elasticsearch-${version}`, 'bin/elasticsearch'),
      ...settings(folder, port).flatMap((setting) => ['-E', setting]),
    ],
    url: (port) => `http://127.0.0.1:${port}`,
    async probe(port) {
      const answer = await fetch(`http://127.0.0.1:${port}/_cluster/health`)
      if (!answer.ok) throw new Error(`answers ${answer.status}`)
    },
  })
}

const settings = (folder: string, port: number) => [
  'discovery.type=single-node',
  'network.host=127.0.0.1',
  `http.port=${port}`,
  // Nobody joins it: any port will do.
  'transport.port=0',
  'xpack.security.enabled=false',
  `path.data=${join(folder, 'data')}`,
  `path.logs=${join(folder, 'logs')}`,
  // On a disk that is nearly full it would accept no index.
  'cluster.routing.allocation.disk.threshold_enabled=false',
]

/** Elasticsearch 8.19 wants Java 17 or later; which of them is the machine's default does not matter. */
function findJava(): string {
  const homes = existsSync(javaHomes) ? readdirSync(javaHomes).toSorted() : []
  const fit = homes.filter((name) => /^java-(17|21)-/.test(name) && existsSync(join(javaHomes, name, 'bin/java')))
  if (!fit[0]) throw new Error(`there is no Java 17 in ${javaHomes}: npm test brings it`)
  return join(javaHomes, fit[0])
}

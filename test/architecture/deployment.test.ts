import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ExchangeSettings } from '#callcenter/asterisk/settings.ts'
import { readHubConfig, settingNames } from '#gateway/config.ts'
import { telephoneOf } from '#gateway/telephone.ts'
import { readYaml, type Yaml } from './readYaml.ts'
import { root } from './sources.ts'

// What nobody here can run, containers, is at least held against what the sources know.

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const dockerfile = read('Dockerfile')
const caddyfile = read('.deploy/Caddyfile')
const composeText = read('compose.yaml')
const compose = mapOf(readYaml(composeText))
const services = mapOf(compose['services'])
const variables = Object.fromEntries(
  read('.deploy/example.env')
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
)
/** For what everybody fills in by themselves. */
const filledIn: Record<string, string> = {
  TOKEN_SECRET: 'f'.repeat(64),
  DATABASE_PASSWORD: 'a1',
  REDIS_PASSWORD: 'b2',
  ASTERISK_PASSWORD: 'c3',
  DATA_KEY: Buffer.alloc(32).toString('base64'),
}
const roleOf = (service: Yaml) => mapOf(mapOf(service)['environment'])['HUB_ROLES']
const processes = Object.entries(services).filter(([, service]) => roleOf(service) !== undefined)

function mapOf(node: Yaml | undefined): Readonly<Record<string, Yaml>> {
  return typeof node === 'object' && !Array.isArray(node) ? (node as Readonly<Record<string, Yaml>>) : {}
}

const textOf = (node: Yaml) => (typeof node === 'string' ? node : '')

/** As compose fills it in from `.env`. */
function environmentOf(name: string): Record<string, string> {
  const given: Record<string, string> = { ...variables, ...filledIn }
  return Object.fromEntries(
    Object.entries(mapOf(mapOf(services[name])['environment'])).map(([setting, value]) => [
      setting,
      textOf(value).replaceAll(/\$\{(\w+):[?-]\}/g, (_, variable: string) => given[variable] ?? ''),
    ]),
  )
}
/** Port of the machine → port of the container. */
const portsOf = (name: string) =>
  [mapOf(services[name])['ports'] ?? []].flat().map((port) => /^127\.0\.0\.1:(\d+):(\d+)$/.exec(textOf(port))?.slice(1))

describe('compose.yaml', () => {
  it('runs two gateways, two workers and a call centre beside their services', () => {
    expect(processes.map(([, service]) => roleOf(service)).toSorted()).toEqual(
      ['callcenter', 'gateway', 'gateway', 'worker', 'worker'].toSorted(),
    )
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['mariadb', 'redis', 'elasticsearch', 'asterisk', 'caddy']),
    )
  })

  it.each(processes)('gives %s settings that the hub knows and takes', (name) => {
    const environment = environmentOf(name)
    expect(Object.keys(environment).filter((setting) => !settingNames.includes(setting))).toEqual([])
    const config = readHubConfig(environment)
    expect(ExchangeSettings.safeParse(telephoneOf(config).exchange).success).toBe(true)
    expect(config.PUBLIC_ORIGIN).toBe('https://water.example')
  })

  it('gives Asterisk the settings that the hub has of it', () => {
    const environment = environmentOf('asterisk')
    const [hub, asterisk] = [environmentOf('callcenter'), environment].map((env) => telephoneOf(readHubConfig(env)))
    expect(asterisk?.exchange).toEqual(hub?.exchange)
    expect(environmentOf('callcenter')).toMatchObject({
      ASTERISK_PASSWORD: environment['ASTERISK_PASSWORD'],
      ASTERISK_SPOOL: `${environment['ASTERISK_DIR']}/spool`,
      ASTERISK_URL: `http://127.0.0.1:${asterisk?.exchange.ariPort}`,
    })
  })

  it('asks for what the example of .env has, and for nothing else', () => {
    const asked = [...composeText.matchAll(/\$\{(\w+)/g)].map(([, variable]) => variable)
    expect([...new Set(asked)].toSorted()).toEqual(Object.keys(variables).toSorted())
  })

  it('reaches the data services where they are published, on loopback only', () => {
    const { DATABASE_URL = '', REDIS_URL = '', ELASTICSEARCH_URL = '' } = environmentOf('worker-1')
    const wanted = { mariadb: DATABASE_URL, redis: REDIS_URL, elasticsearch: ELASTICSEARCH_URL }
    for (const [name, url] of Object.entries(wanted)) {
      expect.soft(portsOf(name), name).toEqual([[new URL(url).port, expect.any(String)]])
    }
    const published = Object.entries(services).filter(([, service]) => mapOf(service)['ports'] !== undefined)
    expect(published.map(([name]) => name).toSorted()).toEqual(Object.keys(wanted).toSorted())
  })

  it('starts everybody else when the first gateway has brought the schema up to date', () => {
    const waiting = processes.filter(([name]) => name !== 'gateway-1')
    for (const [name, service] of waiting) {
      const condition = mapOf(mapOf(mapOf(service)['depends_on'])['gateway-1'])['condition']
      expect.soft(condition, name).toBe('service_healthy')
    }
  })

  it('rotates the logs of all', () => {
    for (const [name, service] of Object.entries(services)) {
      const { driver, options } = mapOf(mapOf(service)['logging'])
      expect.soft(driver, name).toBe('json-file')
      expect.soft(Object.keys(mapOf(options)), name).toEqual(['max-size', 'max-file'])
    }
    expect(caddyfile).toMatch(/roll_size \d+/)
  })

  it('has a volume for each that it mounts, and a file for each that it takes from here', () => {
    const known = Object.keys(mapOf(compose['volumes']))
    for (const [name, service] of Object.entries(services)) {
      for (const mount of [mapOf(service)['volumes'] ?? []].flat()) {
        const [source = ''] = textOf(mount).split(':')
        expect.soft(source.startsWith('.') ? existsSync(join(root, source)) : known.includes(source), name).toBe(true)
      }
    }
  })
})

describe('Caddyfile', () => {
  it('passes on to the gateways, and shows none of what is for inside', () => {
    const [, upstreams = ''] = /reverse_proxy (.*) \{/.exec(caddyfile) ?? []
    const gateways = processes.filter(([, service]) => roleOf(service) === 'gateway')
    expect(upstreams.split(' ')).toEqual(gateways.map(([name]) => `127.0.0.1:${environmentOf(name)['PORT']}`))
    expect(caddyfile).toMatch(/@inside path .*\/metrics/)
    expect(environmentOf('gateway-1')['TRUSTED_PROXIES']).toBe('127.0.0.1')
  })
})

describe('Dockerfile', () => {
  it('copies what there is', () => {
    const sources = [...dockerfile.matchAll(/^COPY ([^-].*) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '))
    expect(sources.length).toBeGreaterThan(10)
    expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('leaves no folder of the sources away', () => {
    const [, hub = ''] = dockerfile.split('AS hub\n')
    for (const folder of ['core', 'knowledge', 'invoices', 'callcenter', 'gateway'])
      expect.soft(hub).toContain(`COPY ${folder} ${folder}\n`)
  })

  it('runs scripts and programs that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const [, script = ''] of dockerfile.matchAll(/npm run (\w+)/g)) expect.soft(scripts).toHaveProperty(script)
    const programs = [...dockerfile.matchAll(/^CMD \["node", "(.*)"\]$/gm)].map(([, program = '']) => program)
    expect(programs).toEqual(['gateway/main.ts', '.deploy/asterisk.ts'])
    expect(programs.filter((program) => !existsSync(join(root, program)))).toEqual([])
  })

  it('ends as a user that is not root, on Node 24, and asks for health', () => {
    const stages = dockerfile.split(/^FROM /m).slice(1)
    const hub = stages.find((stage) => stage.startsWith('node:24-bookworm-slim AS hub'))
    expect(hub).toMatch(/\nUSER hub\n[^]*\/healthz[^]*\nCMD /)
    expect(stages.at(-1)).toMatch(/^hub AS exchange\n(?![^]*\nUSER)/)
  })
})

it('whoever builds an image takes no secret and nothing built along', () => {
  const ignored = read('.dockerignore').split('\n')
  for (const path of ['.git', '.data', '.env', '.cache', '**/node_modules', '**/dist']) expect(ignored).toContain(path)
  expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['.env', '*.pem']))
})

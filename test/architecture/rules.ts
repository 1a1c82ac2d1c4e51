import { codeOf, type Import, importsOf, type Source } from './sources.ts'

// The rules of ARCHITECTURE.md that can be read from the sources. Each lists its offenders as `path: what is wrong`.

type Rule = (sources: readonly Source[]) => string[]

export const allowedFolders = ['miniprogram', 'callcenter', 'gateway', 'core', 'knowledge', 'invoices', 'test']
const longest = 300

/** What core may use of npm: a database and a queue, validation, logs — no HTTP, no telephony, no vendor's SDK. */
const corePackages = new Set(
  ['typeorm', 'better-sqlite3', 'mysql2', 'ioredis', 'bullmq', 'zod', 'ulid', 'pino', 'jose'].concat([
    '@node-rs/argon2',
    '@node-rs/jieba',
  ]),
)
/** What the contract is made of beside its own files: each imports nothing but zod and others of these. */
const contractStones = new Set(
  ['kernel/fen', 'kernel/litres', 'kernel/businessDate', 'kernel/id', 'kernel/domainError']
    .concat(['billing/tariff', 'billing/tariff.errors', 'billing/lateFee'])
    .map((name) => `core/${name}.ts`),
)
const networkModules = /^node:(http|https|http2|tls|dgram)$/

const isTest = (path: string) => path.endsWith('.test.ts')
const folderOf = (path: string) => path.split('/')[0] ?? ''
const within = (path: string, folder: string) => path.startsWith(`${folder}/`)
const packageOf = (specifier: string) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
const isConfiguration = (path: string) => /(^|[/.])config\.[a-z]+$/.test(path) || within(path, 'test')

export const foreignFolders = (folders: readonly string[]): string[] =>
  folders.filter((folder) => !allowedFolders.includes(folder)).map((folder) => `${folder}/: is no folder of the hub`)

/** Folder → the folders whose sources its own may import. Tests beside the code may import `test`, too. */
const mayImport: Record<string, readonly string[]> = {
  core: ['core'],
  knowledge: ['knowledge', 'core'],
  invoices: ['invoices', 'core'],
  callcenter: ['callcenter', 'knowledge', 'invoices', 'core'],
  gateway: ['gateway', 'knowledge', 'invoices', 'core'],
  miniprogram: ['miniprogram'],
  test: allowedFolders,
}

export const dependencies: Rule = overImports((path, { specifier, target }) => {
  if (target === undefined || (folderOf(path) === 'miniprogram' && isContractType(specifier))) return undefined
  const to = folderOf(target)
  if (mayImport[folderOf(path)]?.includes(to)) return undefined
  if (path === 'gateway/main.ts' && to === 'callcenter') return undefined
  if (isTest(path) && to === 'test') return undefined
  return `imports ${specifier}`
})

const isContractType = (specifier: string) => specifier.startsWith('@contract/')

export const miniprogramTypes: Rule = overImports((path, { specifier, typeOnly }) =>
  within(path, 'miniprogram') && isContractType(specifier) && !typeOnly
    ? `imports more than types of ${specifier}`
    : undefined,
)

export const corePurity: Rule = overImports((path, { specifier, target }) => {
  if (!within(path, 'core') || target !== undefined || isTest(path)) return undefined
  const foreign = specifier.startsWith('node:')
    ? networkModules.test(specifier)
    : !corePackages.has(packageOf(specifier))
  return foreign ? `imports ${specifier}, which is not one of corePackages in test/architecture/rules.ts` : undefined
})

export const contractPurity: Rule = overImports((path, { specifier, target }) => {
  if (!(within(path, 'core/contract') || contractStones.has(path)) || isTest(path)) return undefined
  const free =
    target === undefined ? specifier === 'zod' : within(target, 'core/contract') || contractStones.has(target)
  return free ? undefined : `imports ${specifier}`
})

export const oneTransaction: Rule = overCode(
  (path) => !within(path, 'core/kernel'),
  /\b(?:dataSource|manager|read|tx)\s*\.\s*transaction\s*\(|\bstartTransaction\s*\(/g,
  (found) => `calls ${found}…) instead of database.transaction`,
)

export const configuration: Rule = overCode(
  (path) => !isConfiguration(path),
  /\bprocess\s*\.\s*env\b|\bprocess\s*\[|\{[^{}]*\benv\b[^{}]*\}\s*=\s*process\b|\benv\b[^;\n]*\bfrom\s*''/g,
  (found) => `reads the environment (${found.split('\n')[0]}) outside a config.ts`,
)

export const injectedTime: Rule = overCode(
  (path) => within(path, 'core') && !within(path, 'core/kernel'),
  /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())|(?<!new\s)\bDate\s*\(\s*\)|\bMath\s*\.\s*random\b/g,
  (found) => `uses ${found} instead of the clock or a source of chance it is given`,
)

export const shortFiles: Rule = (sources) =>
  sources
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > longest)
    .map(({ path, lines }) => `${path}: has ${lines} lines, more than ${longest}`)

const sayingNothing = /^(utils?|helpers?|common|misc|managers?)$|(Utils?|Helpers?|Manager)$/

/** Of files and folders; a name is looked at without its endings. */
export const tellingNames = (paths: readonly string[]): string[] =>
  paths
    .filter((path) => sayingNothing.test(path.replace(/\/$/, '').split('/').at(-1)?.split('.')[0] ?? ''))
    .map((path) => `${path}: says nothing about what is in it`)

export const provingTests: Rule = (sources) =>
  sources
    .filter(
      ({ path, text }) => isTest(path) && !/\bexpect\b[\s\S]*\(/.test(codeOf(text).replaceAll(/^import .*$/gm, '')),
    )
    .map(({ path }) => `${path}: expects nothing`)

function overImports(wrong: (path: string, found: Import) => string | undefined): Rule {
  return (sources) =>
    sources.flatMap((source) =>
      importsOf(source).flatMap((found) => {
        const what = wrong(source.path, found)
        return what === undefined ? [] : [`${source.path}: ${what}`]
      }),
    )
}

function overCode(concerns: (path: string) => boolean, forbidden: RegExp, say: (found: string) => string): Rule {
  return (sources) =>
    sources
      .filter(({ path }) => concerns(path))
      .flatMap(({ path, text }) => [...codeOf(text).matchAll(forbidden)].map(([found]) => `${path}: ${say(found)}`))
}

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import vm from 'node:vm'
import { itsPackages, type PackageType } from './packages.ts'

/** What a template makes of a page's data: elements and texts. */
export type Rendered = { tag: string; attr: Readonly<Record<string, unknown>>; children: readonly Rendered[] } | string
export type RenderedElement = Exclude<Rendered, string>

/** As WeChat's compiler has it. */
type Node = string | number | { tag: string; attr?: Record<string, unknown>; children: Node[] }
type Generate = (name: string) => (data: unknown, env: object, global: object) => Node
interface Compiler {
  wxmlToJs(folder: string, options: { maxBuffer: number }): string
}

/**
 * Renders pages by the code that WeChat's own compiler makes of a package's templates. Alipay's templates are close to
 * WeChat's, and are rewritten for it: of Alipay's rendering this is an approximation.
 */
export function createRenderer(type: PackageType, folder: string): (route: string, data: unknown) => RenderedElement {
  const compiler = createRequire(itsPackages)('miniprogram-compiler') as Compiler
  const from = type === 'alipay' ? rewriteAlipay(folder) : folder
  let source = compiler.wxmlToJs(from, { maxBuffer: 64 << 20 })
  if (type === 'alipay') {
    rmSync(from, { recursive: true })
    // Other than WeChat, Alipay lets a template use itself.
    source = source.replaceAll('p_[b]=true', 'p_[b]=false')
  }
  const warn = (message: string) => {
    throw new Error(`template: ${message}`)
  }
  const realm = vm.createContext({ console: { log: () => undefined, warn } })
  vm.runInContext('var window = globalThis; window.__webview_engine_version__ = 0.02; var __wxAppCode__ = {}', realm)
  const generate = vm.runInContext(`(function () {${source}\n})()`, realm) as Generate
  // The compiled code knows objects of its own realm only.
  const parse = vm.runInContext('JSON.parse', realm) as (text: string) => unknown
  return (route, data) => {
    const [root] = flatten(generate(`${route}.wxml`)(parse(JSON.stringify(data)), {}, {}))
    if (root === undefined || typeof root === 'string') throw new Error(`nothing is rendered of ${route}`)
    return root
  }
}

function flatten(node: Node): Rendered[] {
  if (typeof node !== 'object') return [String(node)]
  const children = node.children.flatMap(flatten)
  return node.tag === 'virtual' ? children : [{ tag: node.tag.replace(/^wx-/, ''), attr: node.attr ?? {}, children }]
}

function rewriteAlipay(folder: string): string {
  const out = mkdtempSync(join(tmpdir(), 'axml-'))
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const ending = extname(name)
    if (!['.axml', '.sjs', '.json'].includes(ending)) continue
    const text = readFileSync(join(folder, name), 'utf8')
    const target = join(out, name.replace(/\.axml$/, '.wxml').replace(/\.sjs$/, '.wxs'))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, rewritten(ending, text))
  }
  return out
}

function rewritten(ending: string, text: string): string {
  if (ending === '.sjs') return text.replace('export default', 'module.exports =')
  if (ending !== '.axml') return text
  return text
    .replace(/\ba:(for|key|if|elif|else|for-item|for-index)\b/g, 'wx:$1')
    .replace(/<import-sjs name="(\w+)" from="([^"]+)\.sjs" *\/>/g, '<wxs module="$1" src="$2.wxs" />')
    .replaceAll('.axml"', '.wxml"')
}

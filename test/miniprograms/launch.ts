import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import vm from 'node:vm'
import { createNative, type Native, type NativeApi } from './native.ts'
import { folderOf, type PackageType } from './packages.ts'
import { createScreen, type Screen } from './screen.ts'
import { createRenderer } from './templates.ts'

type Definition = Record<string, unknown>
/** A page that is open: what the package has defined, with its data. */
export interface OpenPage {
  route: string
  query: Readonly<Record<string, string>>
  data: Record<string, unknown>
  /** How often its data was set. */
  sets: number
  call(handler: string, argument?: unknown): void
}

export interface MiniProgram extends Screen, Pick<Native, 'calls' | 'storage' | 'received'> {
  /** Of the whole package. */
  pages: readonly string[]
  /** What it complained of in its console. */
  complaints: string[]
  page(): OpenPage
  open(url: string): Promise<void>
  back(): Promise<void>
  /** Waits for this text on the page that is shown. */
  sees(text: string): Promise<void>
}

interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
}

/**
 * Runs a built package in Node: its own JavaScript in a realm without `eval`, a stack of pages, their life and data,
 * and templates rendered by WeChat's compiler. It is no phone: what devices draw is not seen here.
 */
export async function launch(options: {
  type: PackageType
  hubUrl: string
  phone: NativeApi
  /** What an earlier launch has left on the phone. */
  storage?: ReadonlyMap<string, unknown>
}): Promise<MiniProgram> {
  const { type, hubUrl, phone } = options
  const folder = resolve(folderOf(type))
  const { pages: mainPages, subPackages = [] } = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as AppJson
  const pages = [...mainPages, ...subPackages.flatMap(({ root, pages: inIt }) => inIt.map((page) => `${root}/${page}`))]
  const firstPage = pages[0] ?? ''
  const complaints: string[] = []
  const stack: OpenPage[] = []
  const definitions = new Map<string, Definition>()
  let app: Definition = {}
  let loading = ''

  const top = () => {
    const page = stack.at(-1)
    if (!page) throw new Error('no page is open')
    return page
  }
  const native = createNative({ type, hubUrl, phone, firstPage, goTo: open, goBack: back })
  for (const [key, value] of options.storage ?? []) native.storage.set(key, value)

  const complain = (...what: unknown[]) =>
    void complaints.push(what.map((one) => (one instanceof Error ? one.stack : String(one))).join(' '))
  const quiet = () => undefined
  const define = (definition: Definition) => void definitions.set(loading, definition)
  const realm = vm.createContext(
    {
      console: { log: quiet, info: quiet, debug: quiet, warn: quiet, error: complain },
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      ...(type === 'alipay'
        ? { my: native.global, navigator: { swuserAgent: 'AlipayClient/10.6' } }
        : { wx: native.global }),
      App: (definition: Definition) => (app = definition),
      Page: define,
      Component: define,
      Behavior: (definition: Definition) => definition,
      global: {},
      getApp: () => app,
      getCurrentPages: () => stack,
    },
    { codeGeneration: { strings: false, wasm: false } },
  )
  const modules = new Map<string, { exports: unknown }>()
  function load(from: string, id: string): unknown {
    const file = resolve(dirname(from), id.endsWith('.js') ? id : `${id}.js`)
    const known = modules.get(file)
    if (known) return known.exports
    if (!file.startsWith(folder) || !existsSync(file)) throw new Error(`not in the package: ${id}`)
    const module = { exports: {} }
    modules.set(file, module)
    const run = vm.runInContext(`(function (require, module, exports) {${readFileSync(file, 'utf8')}\n})`, realm, {
      filename: file,
    }) as (require: (id: string) => unknown, module: { exports: unknown }, exports: unknown) => void
    run((next) => load(file, next), module, module.exports)
    return module.exports
  }
  function enter(name: string) {
    loading = name
    load(join(folder, 'app'), `./${name}`)
  }

  function pageOf(route: string, query: Record<string, string>): OpenPage {
    if (!definitions.has(route)) enter(route)
    const definition = definitions.get(route)
    if (!definition) throw new Error(`no page is defined in ${route}`)
    const data = JSON.parse(JSON.stringify(definition['data'] ?? {})) as Record<string, unknown>
    const page: OpenPage & Definition = {
      ...definition,
      route,
      __route__: route,
      $page: { path: route },
      options: query,
      query,
      data,
      sets: 0,
      setData(patch: object, heard?: () => void) {
        page.sets++
        const copy = JSON.parse(JSON.stringify(patch)) as Record<string, unknown>
        for (const [path, value] of Object.entries(copy)) setPath(data, path, value)
        setTimeout(() => heard?.call(page), 0)
      },
      selectComponent: () => null,
      call(handler, argument) {
        const work = page[handler]
        if (typeof work === 'function') Reflect.apply(work, page, [argument])
      },
    }
    return page
  }

  async function open(url: string, how: 'push' | 'replace' | 'reset' = 'push') {
    const [route = '', search = ''] = url.replace(/^\//, '').split('?')
    if (!pages.includes(route)) throw new Error(`no such page: ${route}`)
    const query = Object.fromEntries(new URLSearchParams(search))
    const page = pageOf(route, query)
    if (how === 'push') stack.at(-1)?.call('onHide')
    const leaving = how === 'push' ? [] : stack.splice(how === 'reset' ? 0 : -1)
    for (const left of leaving.toReversed()) left.call('onUnload')
    stack.push(page)
    page.call('onLoad', query)
    page.call('onShow')
    await sleep(0)
    page.call('onReady')
    await settle()
  }
  async function back() {
    stack.pop()?.call('onUnload')
    stack.at(-1)?.call('onShow')
    await settle()
  }
  /** Until the page's data has not changed for a while. */
  async function settle() {
    let before: number | undefined
    do {
      before = stack.at(-1)?.sets
      await sleep(30)
    } while (stack.at(-1)?.sets !== before)
  }

  enter('app')
  const start = { path: firstPage, query: {}, scene: 1001 }
  for (const event of ['onLaunch', 'onShow']) {
    const work = app[event]
    if (typeof work === 'function') Reflect.apply(work, app, [start])
  }
  await open(firstPage)

  const render = createRenderer(type, folder)
  const screen = createScreen({ type, page: top, render, settle, onAgree: native.agree })
  return {
    ...screen,
    calls: native.calls,
    storage: native.storage,
    received: native.received,
    pages,
    complaints,
    page: top,
    open: (url) => open(url),
    back,
    async sees(text) {
      for (let left = 200; left > 0; left--) {
        if (screen.text().includes(text)) return settle()
        await sleep(50)
      }
      throw new Error(`${type} does not show ${text} on ${top().route}, but:\n${screen.text()}`)
    },
  }
}

/** `root.cn.[0].v`, as Taro names what has changed. */
function setPath(data: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.replace(/\.?\[(\d+)\]/g, '.$1').split('.')
  const last = parts.pop() ?? ''
  let at = data
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1] ?? last
    at[part] ??= /^\d+$/.test(next) ? [] : {}
    at = at[part] as Record<string, unknown>
  }
  at[last] = value
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { PackageType } from './packages.ts'
import { requestOf } from './network.ts'

type Options = Record<string, unknown>
type Callback = (result: object) => void
/** What the platform does when it is asked; what it throws becomes the platform's failure. */
export type NativeApi = Readonly<Record<string, (options: Options) => unknown>>

export interface NativeOptions {
  type: PackageType
  hubUrl: string
  /** What this phone does beside the usual. */
  phone: NativeApi
  firstPage: string
  goTo: (url: string, how: 'push' | 'replace' | 'reset') => Promise<void>
  goBack: () => Promise<void>
}

export interface Native {
  /** `wx` or `my`. */
  global: Record<string, unknown>
  /** What was asked of it, in order. */
  calls: { name: string; options: Options }[]
  storage: Map<string, unknown>
  /** Every text that came over the network. */
  received: string[]
  /** The person has pressed a button that agrees to the privacy page. */
  agree(): void
}

/** Held back by WeChat and Alipay until the person has agreed to the privacy page. */
const guarded = new Set(['chooseImage', 'getLocation', 'setClipboardData', 'setClipboard'])
/** These answer a task, and never a promise. */
const tasks = new Set(['request', 'uploadFile', 'downloadFile'])

/** What the app listens to, and is never told here. */
const listeners = [
  'onAppShow',
  'onAppHide',
  'onError',
  'onUnhandledRejection',
  'onWindowResize',
  'offWindowResize',
  'onNetworkStatusChange',
  'offNetworkStatusChange',
]

const screen = { windowWidth: 390, windowHeight: 844, screenWidth: 390, screenHeight: 844, pixelRatio: 2 }
const device = {
  ...screen,
  platform: 'devtools',
  model: 'Node',
  language: 'zh_CN',
  version: '8.0.50',
  system: 'iOS 17',
  SDKVersion: '3.6.0',
  statusBarHeight: 47,
  fontSizeSetting: 16,
  safeArea: { top: 47, left: 0, right: 390, bottom: 810, width: 390, height: 763 },
}

/** The global object of WeChat or Alipay, as far as the residents' app uses it. */
export function createNative({ type, hubUrl, phone, firstPage, goTo, goBack }: NativeOptions): Native {
  const calls: Native['calls'] = []
  const storage = new Map<string, unknown>()
  const received: string[] = []
  let agreed = false
  let privacyListener: ((resolve: (outcome: { event: string }) => void) => void) | null = null

  const mayGoOn = () =>
    new Promise<boolean>((resolve) => {
      if (agreed || !privacyListener) return resolve(agreed)
      privacyListener(({ event }) => resolve(event === 'agree' && agreed))
    })

  function settle(name: string, options: Options, work: (options: Options) => unknown): void {
    calls.push({ name, options })
    const answer = (callbacks: readonly string[], result: object) =>
      callbacks.forEach((which) => (options[which] as Callback | undefined)?.(result))
    const run = async () => {
      await sleep(0)
      if (guarded.has(name) && !(await mayGoOn())) throw new Error('privacy permission is not authorized')
      return work(options)
    }
    void run().then(
      (result) => answer(['success', 'complete'], { errMsg: `${name}:ok`, ...(result as object | undefined) }),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        answer(['fail', 'complete'], { errMsg: `${name}:fail ${reason}` })
      },
    )
  }

  /** As the platforms do: callbacks where they are given, else a promise. */
  const asked = (name: string, work: (options: Options) => unknown) => {
    return (options: Options = {}) => {
      const task = { abort: () => undefined, onHeadersReceived: () => undefined, onProgressUpdate: () => undefined }
      if (options['success'] || options['fail'] || options['complete'] || tasks.has(name)) {
        settle(name, options, work)
        return tasks.has(name) ? task : undefined
      }
      return new Promise((success, fail) => settle(name, { ...options, success, fail }, work))
    }
  }

  const files = new Map<string, unknown>()
  const fileApi: NativeApi = {
    readFile: (options) => {
      const data = files.get(String(options['filePath']))
      return data === undefined ? phone['readFile']?.(options) : { data }
    },
    writeFile: ({ filePath, data }) => void files.set(String(filePath), data),
    unlink: ({ filePath }) => void files.delete(String(filePath)),
  }
  const request = requestOf(type, hubUrl, received)
  const api: NativeApi = {
    navigateTo: ({ url }) => goTo(String(url), 'push'),
    redirectTo: ({ url }) => goTo(String(url), 'replace'),
    reLaunch: ({ url }) => goTo(String(url), 'reset'),
    navigateBack: () => goBack(),
    request,
    setNavigationBarTitle: () => undefined,
    setNavigationBar: () => undefined,
    setClipboardData: () => undefined,
    setClipboard: () => undefined,
    requirePrivacyAuthorize: async () => {
      if (!(await mayGoOn())) throw new Error('privacy permission is not authorized')
    },
    ...phone,
  }
  const keyOf = (key: unknown) => String(typeof key === 'object' && key !== null && 'key' in key ? key.key : key)
  const nothing = () => undefined
  const launched = () => ({ path: firstPage, query: {}, scene: 1001 })
  const global: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(api).map(([name, work]) => [name, asked(name, work)])),
    ...Object.fromEntries(
      ['getSystemInfoSync', 'getWindowInfo', 'getDeviceInfo', 'getAppBaseInfo'].map((name) => [name, () => device]),
    ),
    ...Object.fromEntries(listeners.map((name) => [name, nothing])),
    getLaunchOptionsSync: launched,
    getEnterOptionsSync: launched,
    canIUse: () => true,
    SDKVersion: '2.9.0',
    nextTick: (work: () => void) => setTimeout(work, 0),
    onNeedPrivacyAuthorization: (listener: NonNullable<typeof privacyListener>) => (privacyListener = listener),
    setStorageSync: (key: unknown, data?: unknown) =>
      void storage.set(keyOf(key), typeof key === 'object' && key !== null && 'data' in key ? key.data : data),
    getStorageSync: (key: unknown) =>
      typeof key === 'object' ? { data: storage.get(keyOf(key)) ?? null } : (storage.get(keyOf(key)) ?? ''),
    removeStorageSync: (key: unknown) => void storage.delete(keyOf(key)),
    getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getFileSystemManager: () =>
      Object.fromEntries(Object.entries(fileApi).map(([name, work]) => [name, asked(name, work)])),
  }
  return { global, calls, storage, received, agree: () => (agreed = true) }
}

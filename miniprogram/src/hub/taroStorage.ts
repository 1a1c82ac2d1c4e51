import Taro from '@tarojs/taro'
import type { Storage } from './storage.ts'

const prefix = 'water.'

/** The platform's storage: localStorage on H5. */
export function createTaroStorage(): Storage {
  return {
    read: (name) => orNull(() => parse(Taro.getStorageSync<unknown>(prefix + name))),
    write: (name, value) => void orNull(() => Taro.setStorageSync(prefix + name, JSON.stringify(value))),
    remove: (name) => void orNull(() => Taro.removeStorageSync(prefix + name)),
    names: () =>
      orNull(() => Taro.getStorageInfoSync().keys.filter((name) => name.startsWith(prefix)))?.map((name) =>
        name.slice(prefix.length),
      ) ?? [],
  }
}

const parse = (text: unknown): unknown => (typeof text === 'string' && text !== '' ? JSON.parse(text) : null)

function orNull<T>(act: () => T): T | null {
  try {
    return act()
  } catch {
    return null
  }
}

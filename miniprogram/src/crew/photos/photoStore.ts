import Taro from '@tarojs/taro'
import { phoneFull } from '../session/writeSurely.ts'
import type { PhotoStore } from './types.ts'

/** Files of the mini-program's own, which stay when it is closed. */
export function createPhotoStore(): PhotoStore {
  const files = () => Taro.getFileSystemManager()
  const pathOf = (ref: string) => `${Taro.env.USER_DATA_PATH ?? ''}/crew-${ref}.jpg`
  const read = (ref: string) =>
    new Promise<Uint8Array | null>((resolve) => {
      files().readFile({
        filePath: pathOf(ref),
        success: ({ data }) => resolve(typeof data === 'string' ? null : new Uint8Array(data)),
        fail: () => resolve(null),
      })
    })
  return {
    keep: (ref, bytes) =>
      new Promise((resolve, reject) => {
        const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
        const fail = () => reject(phoneFull())
        files().writeFile({ filePath: pathOf(ref), data, success: () => resolve(), fail })
      }),
    bytes: read,
    address: async (ref) => ((await read(ref)) ? pathOf(ref) : null),
    async drop(refs) {
      for (const ref of refs) {
        await new Promise<void>((resolve) => {
          files().unlink({ filePath: pathOf(ref), success: () => resolve(), fail: () => resolve() })
        })
      }
    },
  }
}

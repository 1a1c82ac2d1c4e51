import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type PackageType = 'weapp' | 'alipay'

const miniprogram = join(import.meta.dirname, '../../miniprogram')
export const folderOf = (type: PackageType | 'h5'): string =>
  join(miniprogram, 'dist', type === 'h5' ? type : `tested/${type}`)
/** Where the mini-program's own packages lie, among them WeChat's compiler of templates. */
export const itsPackages = join(miniprogram, 'package.json')

/** Every file of a built package, with its size in bytes. */
export const filesOf = (folder: string): { name: string; bytes: number }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const name = join(entry.parentPath, entry.name)
      return { name, bytes: statSync(name).size }
    })

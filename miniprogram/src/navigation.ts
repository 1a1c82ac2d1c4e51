import Taro from '@tarojs/taro'
import { createMoves } from './moves.ts'
import type { PageName } from './pageNames.ts'

export type PageParams = Readonly<Record<string, string>>

/** A page's address inside the app. */
export function pageAddress(page: PageName, params: PageParams = {}): string {
  const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `/${folderOf(page)}/index${query.length === 0 ? '' : `?${query.join('&')}`}`
}

const folderOf = (page: PageName) => (page.startsWith('crew/') ? page : `pages/${page}`)

const moves = createMoves(() => Date.now())
const begin = (name: string, move: () => Promise<unknown>) => moves.begin(name, () => void move())

const home = () => Taro.reLaunch({ url: pageAddress('home') })

export const go = {
  to(page: PageName, params?: PageParams) {
    const url = pageAddress(page, params)
    begin(url, () => Taro.navigateTo({ url }))
  },
  /** In place of this page, so that going back does not lead here. */
  instead(page: PageName, params?: PageParams) {
    const url = pageAddress(page, params)
    begin(url, () => Taro.redirectTo({ url }))
  },
  /** Back to where this page was opened from, where that is the page that is wanted; else there in place of this one. */
  backTo(page: PageName, params?: PageParams) {
    const pages = Taro.getCurrentPages()
    const before = pages[pages.length - 2]?.route ?? ''
    if (before.includes(`${folderOf(page)}/index`)) go.back()
    else go.instead(page, params)
  },
  home: () => begin('home', home),
  /** To the page before; to the first one where there is none, as after a link from outside. */
  back: () => begin('back', () => (Taro.getCurrentPages().length > 1 ? Taro.navigateBack() : home())),
  /** For a page, when it is shown. */
  arrived: moves.arrived,
}

import Taro from '@tarojs/taro'
import type { PageName } from './pageNames.ts'

export type PageParams = Readonly<Record<string, string>>

/** A page's address inside the app. */
export function pageAddress(page: PageName, params: PageParams = {}): string {
  const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `/pages/${page}/index${query.length === 0 ? '' : `?${query.join('&')}`}`
}

export const go = {
  to: (page: PageName, params?: PageParams) => void Taro.navigateTo({ url: pageAddress(page, params) }),
  /** In place of this page, so that going back does not lead here. */
  instead: (page: PageName, params?: PageParams) => Taro.redirectTo({ url: pageAddress(page, params) }),
  home: () => void Taro.reLaunch({ url: pageAddress('home') }),
  /** To the page before; to the first one where there is none, as after a link from outside. */
  back: () => void (Taro.getCurrentPages().length > 1 ? Taro.navigateBack() : go.home()),
}

import Taro from '@tarojs/taro'
import { unheard } from '../hub/hubError.ts'
import { agreeButtonId } from '../privacy/agreeButtonId.ts'
import type { NativePrivacy } from './nativePrivacy.ts'
import type { Photo, Place, Platform } from './types.ts'

/** From here on a text size counts as large: WeChat's and Alipay's usual one is 16 or 17. */
const largeFontSize = 19

/** What WeChat and Alipay do alike, by Taro's one interface to both. */
export const miniPlatform = (name: 'wechat' | 'alipay', native: () => NativePrivacy): Platform => ({
  name,
  async logInCode() {
    try {
      // On Alipay this is `my.getAuthCode` with the scope `auth_base`, which asks the person nothing.
      const { code } = await Taro.login()
      if (code) return code
    } catch {
      // Its own words are for developers.
    }
    throw unheard('no code to log in by')
  },
  privacyAgreed: () =>
    new Promise((resolve) => {
      const { requirePrivacyAuthorize } = native()
      if (requirePrivacyAuthorize === undefined) return resolve(true)
      requirePrivacyAuthorize({ success: () => resolve(true), fail: () => resolve(false) })
    }),
  onPrivacyQuestion(ask) {
    native().onNeedPrivacyAuthorization?.((resolve) => {
      void ask().then((yes) => resolve(yes ? { event: 'agree', buttonId: agreeButtonId } : { event: 'disagree' }))
    })
  },
  largeText() {
    try {
      return Number(Taro.getSystemInfoSync().fontSizeSetting ?? 0) >= largeFontSize
    } catch {
      return false
    }
  },
  dial: (phoneNumber) => void Taro.makePhoneCall({ phoneNumber }).catch(() => undefined),
  async openCashier(url) {
    await Taro.setClipboardData({ data: url })
    return 'shown'
  },
  async choosePhotos(most) {
    try {
      const { tempFilePaths } = await Taro.chooseImage({ count: most, sizeType: ['compressed'] })
      return tempFilePaths.map((path): Photo => ({ address: path, bytes: () => readFile(path) }))
    } catch {
      return []
    }
  },
  async locate(): Promise<Place | null> {
    try {
      const { latitude, longitude } = await Taro.getLocation({ type: 'gcj02' })
      return { latitude, longitude }
    } catch {
      return null
    }
  },
  async openFile(address) {
    const { tempFilePath } = await Taro.downloadFile({ url: address })
    await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf', showMenu: true })
  },
})

const readFile = (filePath: string) =>
  new Promise<Uint8Array>((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) =>
        typeof data === 'string' ? reject(new Error('not bytes')) : resolve(new Uint8Array(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })

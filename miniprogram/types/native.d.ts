import type { NativePrivacy } from '../src/platform/nativePrivacy.ts'

declare global {
  /** Of the platforms' own globals, what Taro does not pass on. */
  const wx: NativePrivacy
  const my: NativePrivacy
}

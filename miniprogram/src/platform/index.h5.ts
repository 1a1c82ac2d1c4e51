import { toGcj02 } from './gcj02.ts'
import type { Place, Platform } from './types.ts'

const locatePatienceMs = 10_000

export const platform: Platform = {
  name: 'h5',
  logInCode: null,
  privacyAgreed: () => Promise.resolve(true),
  onPrivacyQuestion: () => undefined,
  largeText: () => false,
  dial: (phone) => window.location.assign(`tel:${phone}`),
  openCashier(url, page) {
    const back = new URL(window.location.href)
    back.hash = page
    const cashier = new URL(url)
    cashier.searchParams.set('return', back.href)
    window.location.assign(cashier.href)
    return Promise.resolve('left')
  },
  choosePhotos: (most) =>
    new Promise((resolve) => {
      const input = document.createElement('input')
      input.type = 'file'
      input.accept = 'image/*'
      input.multiple = most > 1
      input.hidden = true
      input.addEventListener('cancel', () => resolve([]))
      input.addEventListener('change', () => {
        const files = Array.from(input.files ?? []).slice(0, most)
        input.remove()
        resolve(files.map((file) => ({ address: URL.createObjectURL(file), bytes: () => bytesOf(file) })))
      })
      document.body.append(input)
      input.click()
    }),
  locate: () =>
    new Promise<Place | null>((resolve) => {
      if (!('geolocation' in navigator)) return resolve(null)
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve(toGcj02(coords)),
        () => resolve(null),
        { enableHighAccuracy: true, timeout: locatePatienceMs },
      )
    }),
  openFile(address, name) {
    const link = document.createElement('a')
    link.href = address
    link.download = name
    link.click()
    return Promise.resolve()
  },
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer())

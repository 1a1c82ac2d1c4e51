import { shelf } from './shelf.ts'

const isFile = (path: string) => /^\/(js|css)\//.test(path)

/**
 * Keeps the page and its files in the browser, so that the crew's pages open without a network. What is kept is always
 * of one build: the one that runs now. Where browsers keep nothing, nothing is.
 */
export function keepShell(): void {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  void navigator.serviceWorker
    .register('/crewWorker.js')
    .then(keep)
    .catch(() => undefined)
}

async function keep(): Promise<void> {
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && isFile(pathname))
    .map(({ pathname }) => pathname)
  const page = await fetch('/')
  const text = await page.clone().text()
  const named = Array.from(text.matchAll(/(?:src|href)="\.?(\/(?:js|css)\/[^"]+)"/g), ([, path = '']) => path)
  // Between this page and now there was another build: the next page keeps that.
  if (!page.ok || named.length === 0 || named.some((path) => !loaded.includes(path))) return
  const cache = await caches.open(shelf)
  const kept = new Set(loaded)
  for (const path of kept) if (!(await cache.match(path))) await cache.add(path)
  await cache.put('/', page)
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (pathname !== '/' && !kept.has(pathname)) await cache.delete(url)
  }
}

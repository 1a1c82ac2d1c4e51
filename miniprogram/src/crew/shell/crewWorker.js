// Opens the residents' page, in which the crew's pages are, without a network. The page itself keeps what is answered
// from here (`keepShell`); the interface and everything else of the hub are none of its business.

const shelf = 'crew-shell'
/** A network that is there, and carries nothing. */
const patienceMs = 5_000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (pathname === '/') event.respondWith(page(request))
  } else if (/^\/(js|css)\//.test(pathname)) event.respondWith(file(request))
})

async function page(request) {
  const asked = fetch(request)
  const kept = await (await caches.open(shelf)).match('/')
  if (!kept) return asked
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), patienceMs))
  return Promise.race([asked.catch(() => kept), late])
}

/** Its name changes with its content. */
async function file(request) {
  return (await (await caches.open(shelf)).match(request)) ?? fetch(request)
}

import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { expect, it, vi } from 'vitest'
import { startElasticsearch } from './elasticsearch.ts'

// A second instance takes its time to start while others use the machine.
vi.setConfig({ testTimeout: 240_000 })

it('Elasticsearch is gone with all its processes when its guard is killed', async () => {
  const elasticsearch = await startElasticsearch()
  const mine = () => processes().filter(({ command }) => command.includes(elasticsearch.folder))
  // The server is a child of the program that starts it.
  expect(mine().length).toBeGreaterThanOrEqual(2)
  expect(mine().map(({ user }) => user)).not.toContain(0)
  const started = processes().find(({ pid }) => pid === elasticsearch.pid)
  process.kill(started?.parent ?? 0, 'SIGKILL')
  await expect.poll(mine, { timeout: 20_000 }).toEqual([])
  await elasticsearch.stop()
  // Nobody was left to remove it; the next guard of its kind would.
  await rm(elasticsearch.folder, { recursive: true, force: true })
})

function processes() {
  return readdirSync('/proc').flatMap((entry) => {
    const pid = Number(entry)
    if (!Number.isInteger(pid)) return []
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const parent = Number(/^PPid:\t(\d+)/m.exec(status)?.[1])
      const user = Number(/^Uid:\t(\d+)/m.exec(status)?.[1])
      return [{ pid, parent, user, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }]
    } catch {
      return []
    }
  })
}

import { readdirSync, readlinkSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

// Waits until the process that holds a network is gone, and kills what is left in there: an Asterisk does not end with
// who started it. Of a session of its own, so that nothing that ends the run ends this.

const [holder = '', namespace = ''] = process.argv.slice(2)
const lookEveryMs = 50

while (inside(holder)) await setTimeout(lookEveryMs)
// One that is being killed may be starting another.
for (let left = everybody(); left.length > 0; left = everybody()) {
  for (const pid of left) kill(pid)
  await setTimeout(lookEveryMs)
}

function everybody(): string[] {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && inside(entry))
}

function inside(pid: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`) === namespace
  } catch {
    return false
  }
}

function kill(pid: string) {
  try {
    process.kill(Number(pid), 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

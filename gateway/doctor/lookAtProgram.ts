import { spawn } from 'node:child_process'
import { fault, type Finding, ok, warning } from './finding.ts'

const leastNode = 24

export function lookAtNode(version = process.versions.node): Finding {
  if (Number.parseInt(version, 10) >= leastNode) return ok('Node.js', version)
  return fault('Node.js', `${version} is too old for the hub’s sources`, `npx node brings Node ${leastNode} along.`)
}

/** A program that the hub runs beside itself, by the first line of what it says of its version. */
export async function lookAtProgram(
  subject: string,
  args: readonly string[],
  without: string,
  remedy: string,
): Promise<Finding> {
  const said = await new Promise<string | null>((resolve) => {
    const child = spawn(subject, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: 5_000 })
    let output = ''
    child.stdout.on('data', (data) => (output += String(data)))
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code === 0 ? output : null))
  })
  if (said === null) return warning(subject, without, remedy)
  return ok(subject, said.split('\n')[0]?.slice(0, 60) ?? '')
}

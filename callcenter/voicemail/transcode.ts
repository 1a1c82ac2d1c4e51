import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'

// MP3 at a constant rate: every browser plays it, those without licensed codecs and the older ones of phones, too; it
// can be written to a pipe, because nothing at its beginning tells of its end; and its length is its size. Speech of a
// telephone's band loses nothing at 32 kbit/s.

export const transcodedType = 'audio/mpeg'
const bytesPerMs = 4
const mostBytes = 32 * 1024 * 1024

/** EBU R128, a little louder than broadcasting's -23: agents listen in a room full of voices. */
const filters = 'highpass=f=80,loudnorm=I=-18:TP=-2:LRA=11'

const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-threads', '1']
/**
 * What came over the telephone is read as just this, from just this file. An exchange that was killed has not written
 * the length into the header, so the file's end is taken for the sound's.
 */
const reading = ['-protocol_whitelist', 'file', '-f', 'wav', '-ignore_length', '1']
const hearing = ['-map', '0:a:0', '-map_metadata', '-1', '-af', filters, '-ar', '16000', '-ac', '1']
const writing = ['-c:a', 'libmp3lame', '-b:a', '32k', '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3', 'pipe:1']
const argumentsFor = (file: string) => [...quiet, ...reading, '-i', `file:${file}`, ...hearing, ...writing]

/** `unreadable`: ffmpeg cannot make anything of the file; `missing`: there is no ffmpeg on this machine. */
export type Transcoded =
  | { kind: 'done'; bytes: Buffer; lengthMs: number }
  | { kind: 'unreadable' | 'missing'; why: string }

export interface TranscodeSettings {
  /** The program; found on the system's path unless it is one itself. */
  ffmpeg: string
  /** After that it is killed. */
  timeoutMs: number
}

/**
 * A recording in one loudness and in a format that browsers play.
 * @throws Error when ffmpeg took too long or was killed, which may not be the file's fault
 */
export async function transcode({ ffmpeg, timeoutMs }: TranscodeSettings, file: string): Promise<Transcoded> {
  const child = spawn(ffmpeg, argumentsFor(file), {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The hub's own settings, and the secrets among them, are none of its business.
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  })
  const ended = Promise.withResolvers<{ code: number | null; signal: string | null } | NodeJS.ErrnoException>()
  child.on('error', ended.resolve)
  child.on('close', (code, signal) => ended.resolve({ code, signal }))
  if (child.pid !== undefined) behindCalls(child.pid)
  const chunks: Buffer[] = []
  let size = 0
  let complaint = ''
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > mostBytes) child.kill('SIGKILL')
    else chunks.push(chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(0, 500)))
  const end = await ended.promise
  if (end instanceof Error) {
    if (end.code === 'ENOENT') return { kind: 'missing', why: `there is no ${ffmpeg}` }
    throw end
  }
  if (end.code === null) throw new Error(`ffmpeg was ended by ${end.signal}: ${complaint}`)
  if (end.code !== 0 || size === 0) return { kind: 'unreadable', why: complaint.trim() || `ffmpeg exits ${end.code}` }
  return { kind: 'done', bytes: Buffer.concat(chunks), lengthMs: Math.round(size / bytesPerMs) }
}

/** Calls go first. */
function behindCalls(pid: number) {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already, or the system does not let us.
  }
}

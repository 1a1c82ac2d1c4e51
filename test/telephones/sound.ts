import { open, writeFile } from 'node:fs/promises'
import { rate, toWav } from '#callcenter/asterisk/sounds/wav.ts'

const headerBytes = 44

/** Something heard, at 8 kHz; samples from -1 to 1. */
export interface Sound {
  samples: Float32Array
  seconds: number
  /** Root mean square, 0 for silence; speech on the telephone has 0.05 and more. */
  loudness: number
}

/** A tone, which is recognised in what the other side hears. Returns the file. */
export async function writeTone(file: string, hertz: number, seconds: number): Promise<string> {
  await writeFile(file, toWav(tone(hertz, seconds)))
  return file
}

export const tone = (hertz: number, seconds: number, loud = 0.5): Float32Array =>
  Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, index) => loud * Math.sin((2 * Math.PI * hertz * index) / rate),
  )

/** Of a file that may still be written: its header need not say yet how long it is. */
export function soundIn(wav: Buffer): Sound {
  const length = Math.max(0, (wav.length - headerBytes) >> 1)
  return soundOf(Float32Array.from({ length }, (_, index) => wav.readInt16LE(headerBytes + 2 * index) / 32_768))
}

export function soundOf(samples: Float32Array): Sound {
  const squares = samples.reduce((sum, sample) => sum + sample * sample, 0)
  return { samples, seconds: samples.length / rate, loudness: Math.sqrt(squares / Math.max(1, samples.length)) }
}

/** The last so many seconds of a file, however long it has become. */
export async function endOf(file: string, seconds: number): Promise<Sound> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const bytes = Math.min(size - (size % 2), headerBytes + 2 * Math.round(seconds * rate))
    const read = Buffer.alloc(Math.max(headerBytes, bytes))
    // What stands where the header would is passed over like one.
    await handle.read(read, 0, bytes, size - (size % 2) - bytes)
    return soundIn(read)
  } finally {
    await handle.close()
  }
}

/** The last so many seconds. */
export const lastOf = ({ samples }: Sound, seconds: number): Sound =>
  soundOf(samples.slice(-Math.round(seconds * rate)))

/** How loud a tone is in it, by Goertzel's algorithm: about 1 for one of full scale, 0 for none. */
export function strengthOf({ samples }: Sound, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  let [last, before] = [0, 0]
  for (const sample of samples) [last, before] = [sample + turn * last - before, last]
  const power = last * last + before * before - turn * last * before
  return (2 * Math.sqrt(Math.max(0, power))) / Math.max(1, samples.length)
}

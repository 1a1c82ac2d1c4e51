import { spawnSync } from 'node:child_process'

const rate = 8_000

/** What the exchange's recordings are: mono, 16 bit, 8 kHz. A tone of so many ms; `amplitude` of 0 to 1. */
export function wav({ ms = 1_500, amplitude = 0.3, hz = 440 } = {}): Buffer {
  const samples = Buffer.alloc(Math.round((ms * rate) / 1_000) * 2)
  for (let index = 0; index < samples.length / 2; index++)
    samples.writeInt16LE(Math.round(32_767 * amplitude * Math.sin((2 * Math.PI * hz * index) / rate)), index * 2)
  return Buffer.concat([wavHeader(samples.length), samples])
}

export function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0\0\0\0\0\0\0\0\x02\0\x10\0data\0\0\0\0',
    'latin1',
  )
  header.writeUInt32LE(36 + dataBytes, 4)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt32LE(dataBytes, 40)
  return header
}

/** How loud a sound is, in dB below full scale, by ffmpeg. */
export function loudnessOf(bytes: Uint8Array): number {
  const { stderr } = spawnSync('ffmpeg', ['-i', 'pipe:0', '-af', 'volumedetect', '-f', 'null', '-'], { input: bytes })
  const [, level] = /mean_volume: (-?[\d.]+) dB/.exec(stderr.toString()) ?? []
  if (level === undefined) throw new Error(`not a sound: ${stderr.toString().slice(-500)}`)
  return Number(level)
}

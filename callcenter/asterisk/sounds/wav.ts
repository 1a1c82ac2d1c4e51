/** Telephone sound: 8 kHz, one channel, 16 bit. */
export const rate = 8_000
const headerBytes = 44

/** A RIFF file of samples from -1 to 1; what is louder is cut off. */
export function toWav(samples: Float32Array): Buffer {
  const bytes = samples.length * 2
  const wav = Buffer.alloc(headerBytes + bytes)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(headerBytes - 8 + bytes, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(bytes, 40)
  for (const [index, sample] of samples.entries()) {
    wav.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, sample))), headerBytes + 2 * index)
  }
  return wav
}

import { rate } from '#callcenter/asterisk/sounds/wav.ts'

const packetMs = 20
const samplesOfPacket = (rate * packetMs) / 1_000
const keys = '0123456789*#ABCD'
const ssrc = 0x5e_ed_00_01
const payload = { ulaw: 0, event: 101 }

/** What a caller does: speaks, is silent for some ms, or presses a key. */
export type Utterance = { says: Float32Array } | { silentMs: number } | { key: string; ms?: number }

/**
 * One RTP stream of µ-law and RFC 4733 events as a file in the format of libpcap, for SIPp's `play_pcap_audio`. It sets
 * addresses itself; what it keeps are the UDP packets' contents and when they are sent.
 */
export function captureOf(utterances: readonly Utterance[]): Buffer {
  const packets: { at: number; rtp: Buffer }[] = []
  let [at, timestamp, begins] = [0, 160_000, true]
  const send = (type: number, marker: boolean, stamp: number, content: Buffer) => {
    const header = Buffer.alloc(12)
    header[0] = 0x80
    header[1] = (marker ? 0x80 : 0) | type
    header.writeUInt16BE((1_000 + packets.length) & 0xff_ff, 2)
    header.writeUInt32BE(stamp, 4)
    header.writeUInt32BE(ssrc, 8)
    packets.push({ at, rtp: Buffer.concat([header, content]) })
  }
  const speak = (samples: Float32Array) => {
    for (let first = 0; first + samplesOfPacket <= samples.length; first += samplesOfPacket) {
      send(payload.ulaw, begins, timestamp, ulawOf(samples.subarray(first, first + samplesOfPacket)))
      timestamp += samplesOfPacket
      at += packetMs
      begins = false
    }
  }
  const press = (key: string, ms: number) => {
    const event = (lasts: number, last: boolean) =>
      Buffer.from([keys.indexOf(key), last ? 0x8a : 0x0a, lasts >> 8, lasts & 0xff])
    let lasts = 0
    for (let passed = 0; passed < ms; passed += packetMs) {
      lasts += samplesOfPacket
      send(payload.event, passed === 0, timestamp, event(lasts, false))
      at += packetMs
    }
    // The end is told three times: one of them may be lost.
    for (let times = 0; times < 3; times++) send(payload.event, false, timestamp, event(lasts, true))
    timestamp += lasts
    begins = true
  }
  for (const utterance of utterances) {
    if ('says' in utterance) speak(utterance.says)
    else if ('key' in utterance) press(utterance.key, utterance.ms ?? 160)
    else speak(new Float32Array((utterance.silentMs * rate) / 1_000))
  }
  return Buffer.concat([fileHeader(), ...packets.map((packet) => record(packet.at, packet.rtp))])
}

/** G.711: sign, three bits of exponent, four of mantissa, all turned over. */
export function ulawOf(samples: Float32Array): Buffer {
  const [bias, most] = [132, 32_635]
  return Buffer.from(
    Array.from(samples, (sample) => {
      const size = Math.min(most, Math.round(Math.abs(sample) * 32_767)) + bias
      const exponent = Math.max(0, 31 - Math.clz32(size) - 7)
      const mantissa = (size >> (exponent + 3)) & 0x0f
      return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff
    }),
  )
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1_b2_c3_d4, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(65_535, 16)
  header.writeUInt32LE(1, 20)
  return header
}

/** Ethernet, IPv4 and UDP around the packet. */
function record(at: number, rtp: Buffer): Buffer {
  const [ethernet, ip, udp, header] = [Buffer.alloc(14), Buffer.alloc(20), Buffer.alloc(8), Buffer.alloc(16)]
  ethernet.writeUInt16BE(0x08_00, 12)
  ip[0] = 0x45
  ip.writeUInt16BE(ip.length + udp.length + rtp.length, 2)
  ip[8] = 64
  ip[9] = 17
  ip.set([127, 0, 0, 1], 12)
  ip.set([127, 0, 0, 1], 16)
  udp.writeUInt16BE(30_000, 0)
  udp.writeUInt16BE(30_002, 2)
  udp.writeUInt16BE(udp.length + rtp.length, 4)
  const length = ethernet.length + ip.length + udp.length + rtp.length
  header.writeUInt32LE(1_700_000_000 + Math.floor(at / 1_000), 0)
  header.writeUInt32LE((at % 1_000) * 1_000, 4)
  header.writeUInt32LE(length, 8)
  header.writeUInt32LE(length, 12)
  return Buffer.concat([header, ethernet, ip, udp, rtp])
}

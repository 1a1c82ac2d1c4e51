import { Button, Form, Select, Slider } from 'antd'
import { useEffect, useState } from 'react'
import { createRing, readRingWishes, type RingWishes, writeRingWishes } from '../../softphone/ring.ts'

const trialMs = 2_500

/** How loud it rings, and where: headsets lie on desks. Kept on this machine. */
export function RingSettings() {
  const [wishes, setWishes] = useState(readRingWishes)
  const [outputs, setOutputs] = useState<{ value: string; label: string }[]>([])
  const [ringing, setRinging] = useState(false)
  useEffect(() => {
    void listOutputs().then(setOutputs)
  }, [])
  useEffect(() => {
    if (!ringing) return
    const ring = createRing()
    ring.start()
    const timer = setTimeout(() => setRinging(false), trialMs)
    return () => {
      clearTimeout(timer)
      ring.stop()
    }
  }, [ringing])
  const change = (some: Partial<RingWishes>) => {
    const next = { ...wishes, ...some }
    setWishes(next)
    writeRingWishes(next)
  }
  return (
    <section aria-label="来电铃声" className="narrow">
      <h2>来电铃声</h2>
      <Form layout="vertical" className="tight-form">
        <Form.Item label="音量" htmlFor="ringVolume">
          <Slider
            id="ringVolume"
            ariaLabelForHandle="铃声音量"
            min={0}
            max={100}
            step={10}
            value={wishes.volume}
            onChange={(volume) => change({ volume })}
            tooltip={{ formatter: (volume) => `${volume}%` }}
          />
          {wishes.volume === 0 && <p className="owed">铃声已关闭，来电只有画面提示</p>}
        </Form.Item>
        {outputs.length > 1 && (
          <Form.Item label="从哪里响铃" htmlFor="ringOutput" extra="通话声音仍从系统默认设备播放">
            <Select
              id="ringOutput"
              value={outputs.some(({ value }) => value === wishes.output) ? wishes.output : ''}
              options={outputs}
              onChange={(output) => change({ output })}
            />
          </Form.Item>
        )}
        <Button disabled={ringing} onClick={() => setRinging(true)}>
          {ringing ? '正在试听…' : '试听'}
        </Button>
      </Form>
    </section>
  )
}

/** With names only where the microphone may be used: before, a browser does not tell what is plugged in. */
async function listOutputs(): Promise<{ value: string; label: string }[]> {
  const devices = navigator.mediaDevices as MediaDevices | undefined
  const all = (await devices?.enumerateDevices().catch(() => [])) ?? []
  const named = all.filter(
    ({ kind, label, deviceId }) => kind === 'audiooutput' && label !== '' && deviceId !== 'default',
  )
  return [{ value: '', label: '系统默认设备' }, ...named.map(({ deviceId, label }) => ({ value: deviceId, label }))]
}

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { requireFreePorts } from './requireFreePorts.ts'
import { ExchangeSettings } from './settings.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})
const trunks = [{ name: 'line', networks: ['10.0.0.0/8'], gateway: null }]

async function takenTcp(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  closing.push(() => server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
async function takenUdp(): Promise<number> {
  const socket = createSocket('udp4')
  closing.push(() => socket.close())
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket.address().port
}
async function freePort(): Promise<number> {
  const port = await takenTcp()
  closing.pop()?.()
  return port
}

it('says which setting to change when another program has the port of ARI', async () => {
  const ariPort = await takenTcp()
  await expect(requireFreePorts(ExchangeSettings.parse({ ariPort }))).rejects.toThrow(
    `port ${ariPort} on 127.0.0.1 is taken by another program: set ARI_PORT to one that is free`,
  )
})

it('says so of the SIP port where there is a trunk, and lets two demonstrations be', async () => {
  const sip = { address: '127.0.0.1', port: await takenUdp() }
  const ariPort = await freePort()
  await expect(requireFreePorts(ExchangeSettings.parse({ ariPort, sip, trunks }))).rejects.toThrow('set SIP_PORT')
  await requireFreePorts(ExchangeSettings.parse({ ariPort, sip }))
  const elsewhere = { address: '192.0.2.1', port: 5_060 }
  await expect(requireFreePorts(ExchangeSettings.parse({ ariPort, sip: elsewhere, trunks }))).rejects.toThrow(
    'SIP_ADDRESS: 192.0.2.1 cannot be listened on: EADDRNOTAVAIL',
  )
})

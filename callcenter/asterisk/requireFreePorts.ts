import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { StartError } from '#core/kernel/startError.ts'
import type { ExchangeSettings } from './settings.ts'

/**
 * Asterisk would start without them, and be deaf. Without a trunk nobody rings at the SIP port, and two hubs of one
 * machine may both want it.
 * @throws StartError
 */
export async function requireFreePorts({ ariPort, sip, trunks }: ExchangeSettings): Promise<void> {
  if (!(await canListen(ariPort)))
    throw new StartError(`port ${ariPort} on 127.0.0.1 is taken by another program: set ARI_PORT to one that is free`)
  if (trunks.length === 0) return
  const reason = await cannotBind(sip)
  if (reason === 'EADDRINUSE')
    throw new StartError(`port ${sip.port} on ${sip.address} is taken by another program: set SIP_PORT`)
  if (reason !== null) throw new StartError(`SIP_ADDRESS: ${sip.address} cannot be listened on: ${reason}`)
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
    return true
  } catch {
    return false
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

/** The system's word for why not; null when it can. */
async function cannotBind({ address, port }: { address: string; port: number }): Promise<string | null> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  try {
    socket.bind(port, address)
    await once(socket, 'listening')
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  } finally {
    await new Promise<void>((resolve) => socket.close(() => resolve()))
  }
}

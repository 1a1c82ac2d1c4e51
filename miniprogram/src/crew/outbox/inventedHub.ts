import { HubError, unheard } from '../../hub/hubError.ts'
import type { CrewCall } from '../contract.ts'

/** A hub for tests: one work order's rules, photos, and a network that loses what it is told to lose. */
export function createInventedHub() {
  const orders = new Map<string, { state: string; staffId: string | null; steps: string[]; photos: string[][] }>()
  const uploads = new Map<string, string>()
  const claimed = new Set<string>()
  let network: 'up' | 'down' | 'losesAnswers' = 'up'
  let session = true
  /** Requests until the network is gone. */
  let left = Number.POSITIVE_INFINITY
  let made = 0

  const refuse = (status: number, code: string): never => {
    throw new HubError({ status, code, detail: code }, code)
  }
  const orderOf = (id: string) => orders.get(id) ?? refuse(404, 'workOrder.unknown')

  function accept(id: string, step: string) {
    const order = orderOf(id)
    if (order.steps.includes(step)) return
    if (order.state !== 'dispatched') refuse(409, 'workOrder.stateWrong')
    if (order.staffId !== null && order.staffId !== 'me') refuse(409, 'workOrder.anothers')
    Object.assign(order, { state: 'accepted', staffId: 'me' })
    order.steps.push(step)
  }

  function finish(id: string, step: string, photos: string[]) {
    const order = orderOf(id)
    if (order.steps.includes(step)) return
    if (order.state !== 'accepted') refuse(409, 'workOrder.stateWrong')
    if (order.staffId !== 'me') refuse(409, 'workOrder.anothers')
    if (photos.some((photo) => !uploads.has(photo) || claimed.has(photo))) refuse(422, 'upload.unknown')
    photos.forEach((photo) => claimed.add(photo))
    order.photos.push(photos.map((photo) => uploads.get(photo) ?? ''))
    order.state = 'finished'
    order.steps.push(step)
  }

  interface Request {
    params?: { workOrderId: string }
    body?: { id: string; beforePhotoIds: string[]; photoIds: string[] } & Uint8Array
  }
  function answer(key: string, { params, body }: Request): unknown {
    const id = params?.workOrderId ?? ''
    if (!session) refuse(401, 'request.unauthenticated')
    if (key === 'POST /api/staff/uploads') {
      uploads.set(`u${++made}`, new TextDecoder().decode(body))
      return { id: `u${made}` }
    }
    if (key.endsWith('/acceptance')) accept(id, body?.id ?? '')
    if (key.endsWith('/completion'))
      finish(id, body?.id ?? '', [...(body?.beforePhotoIds ?? []), ...(body?.photoIds ?? [])])
    const { state, staffId } = orderOf(id)
    return { id, state, staffId, staffName: staffId === null ? null : `名字${staffId}` }
  }

  const call = async (key: string, request: Request): Promise<unknown> => {
    await Promise.resolve()
    if (network === 'down' || left-- <= 0) throw unheard('no network')
    const told = answer(key, request)
    await Promise.resolve()
    if (network === 'losesAnswers') throw unheard('answer lost')
    return told
  }

  return {
    call: call as unknown as CrewCall,
    orders,
    uploads,
    dispatch: (id: string, staffId: string | null = null) =>
      void orders.set(id, {
        state: 'dispatched',
        staffId,
        steps: orders.get(id)?.steps ?? [],
        photos: orders.get(id)?.photos ?? [],
      }),
    cancel(id: string) {
      const order = orders.get(id)
      if (order && order.state !== 'finished') order.state = 'cancelled'
    },
    /** A day later: what belongs to nothing is gone. */
    purge() {
      for (const id of uploads.keys()) if (!claimed.has(id)) uploads.delete(id)
    },
    be(next: typeof network) {
      network = next
      left = Number.POSITIVE_INFINITY
    },
    cutAfter: (requests: number) => void (left = requests),
    endSession: () => void (session = false),
    logIn: () => void (session = true),
  }
}

import type { MapPoint } from './openMap.ts'
import type { ListedWorkOrder, openStates } from './workOrderWords.ts'

/** White figures are read on each of them. */
export const stateColours: Record<(typeof openStates)[number], string> = {
  reported: '#8a5200',
  reopened: '#c0362c',
  dispatched: '#0b6fb8',
  accepted: '#5b3f9e',
  finished: '#1e7f4f',
}
const isOpen = (state: string): state is keyof typeof stateColours => state in stateColours

/** Those that have a place, numbered as they are listed. */
export const mapPoints = (orders: readonly Pick<ListedWorkOrder, 'id' | 'state' | 'position'>[]): MapPoint[] =>
  orders
    .flatMap(({ id, state, position }) => (position === null ? [] : [{ id, state, ...position }]))
    .map(({ state, ...point }, index) => ({
      ...point,
      label: String(index + 1),
      colour: isOpen(state) ? stateColours[state] : '#52606d',
    }))

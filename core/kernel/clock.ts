/** The only source of time in core: UTC epoch milliseconds. */
export type Clock = () => number

export const systemClock: Clock = Date.now

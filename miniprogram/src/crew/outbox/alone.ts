/** A mini-program runs once. */
export const alone = (work: () => Promise<void>): Promise<void> => work()

/** A mini-program runs once. */
export const onOtherTab = (_: () => void): void => undefined

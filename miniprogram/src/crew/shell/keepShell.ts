/** The platform keeps the mini-program itself. */
export const keepShell = (): void => undefined

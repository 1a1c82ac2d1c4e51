/** What has to be closed, in the opposite sequence of its opening; a part that fails does not keep the others. */
export class Closing {
  readonly #parts: (() => Promise<unknown> | void)[] = []
  #closed: Promise<void> | undefined

  add(close: () => Promise<unknown> | void): void {
    this.#parts.push(close)
  }

  /** @throws AggregateError of what failed, after everything was tried; again, it waits for the same end */
  close(): Promise<void> {
    return (this.#closed ??= this.#closeAll())
  }

  async #closeAll() {
    const errors: unknown[] = []
    for (const close of this.#parts.toReversed()) {
      try {
        await close()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'not everything could be closed')
  }
}

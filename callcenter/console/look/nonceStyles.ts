/**
 * Lets the style elements in that scripts of this page make. The widgets hand the nonce on to nearly all of theirs, and
 * forget it where they measure scrollbars.
 */
export function nonceStyles(nonce: string): void {
  const create = document.createElement.bind(document)
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
}

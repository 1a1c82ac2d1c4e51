/** The second click of a double click was meant for what stood there before. */
export const once = (act: () => void) => (event: { detail: number }) => {
  if (event.detail < 2) act()
}

/** Who holds the key down has not read what it would do next. */
export function ignoreHeld(event: { nativeEvent: { repeat?: boolean }; preventDefault(): void }) {
  if (event.nativeEvent.repeat === true) event.preventDefault()
}

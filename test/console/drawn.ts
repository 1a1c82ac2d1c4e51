/** A program for the browser: what the rows of the table of this name say, its total last. */
export const rowsOf = (
  name: string,
) => `[...document.querySelectorAll('main [aria-label="${name}"]')].flatMap((table) =>
  [...table.querySelectorAll('tbody > tr.ant-table-row, tfoot > tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim()).filter((text) => text !== '')))`

/** A program for the browser: whether nothing is awaited, and all charts have their bars. */
export const isDrawn = `!document.querySelector('main [aria-busy=true]') &&
  [...document.querySelectorAll('main .drawing')].every((place) => place.querySelector('svg path'))`

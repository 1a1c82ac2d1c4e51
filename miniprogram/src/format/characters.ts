/** As people count: an emoji of one code point is one character, though it takes two units of a string. */
export const lengthOf = (text: string): number => Array.from(text).length

/** Whether there is more in it than may be sent. Blanks around it are not sent. */
export const isTooLong = (text: string, most: number): boolean => lengthOf(text.trim()) > most

/** What was typed or pasted as a list, one a line or between commas, each once. */
export const linesOf = (text = ''): string[] => [
  ...new Set(
    text
      .split(/[\n,，;；、]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

// Mandarin's syllables without tones, by their beginnings. Data.
const table: Readonly<Record<string, string>> = {
  '': 'a ai an ang ao e ei en eng er o ou yo',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  f: 'a an ang ei en eng o ou u',
  d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
  t: 'a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve ue',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve ue',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  y: 'a an ang ao e i in ing o ong ou u uan ue un',
  w: 'a ai an ang ao ei en eng o u',
}

/** Sounds that people of half the country write for each other: zh and z, -ing and -in. */
export const foldSyllable = (syllable: string): string =>
  syllable
    .replace(/^(z|c|s)h/, '$1')
    .replace(/([aeio])ng$/, '$1n')
    .replace('ü', 'v')

const spelled = Object.entries(table).flatMap(([beginning, ends]) => ends.split(' ').map((end) => beginning + end))
/** Folded ones, too: whoever writes `tin` for `ting` is understood. */
const syllables = new Set(spelled.flatMap((syllable) => [syllable, foldSyllable(syllable)]))
const longest = 6

/**
 * The syllables that letters written together spell, the fewest there can be: `tingshui` is ting, shui. Null when they
 * spell none, as initials do.
 */
export function splitSyllables(letters: string): string[] | null {
  const best: (string[] | null)[] = [[]]
  for (let end = 1; end <= letters.length; end++) {
    let found: string[] | null = null
    for (let start = Math.max(0, end - longest); start < end; start++) {
      const before = best[start]
      const syllable = letters.slice(start, end)
      if (before && syllables.has(syllable) && (found === null || before.length + 1 < found.length))
        found = [...before, syllable]
    }
    best[end] = found
  }
  return best[letters.length] ?? null
}

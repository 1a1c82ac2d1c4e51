import { useState } from 'react'

const place = (name: string) => `console.columns.${name}`

/** The columns of a list that somebody does not want to see, by their keys: kept on this machine. */
export function useHiddenColumns(name: string): [hidden: readonly string[], hide: (keys: readonly string[]) => void] {
  const [hidden, setHidden] = useState(() => read(place(name)))
  return [
    hidden,
    (keys) => {
      setHidden(keys)
      if (keys.length === 0) localStorage.removeItem(place(name))
      else localStorage.setItem(place(name), JSON.stringify(keys))
    },
  ]
}

function read(key: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

export type PageParams = Readonly<Record<string, string>>

/** A page of the residents' app behind `#`. */
export function pageAddress(name: string, params: PageParams = {}): string {
  const query = new URLSearchParams(params).toString()
  return `/pages/${name}/index${query === '' ? '' : `?${query}`}`
}

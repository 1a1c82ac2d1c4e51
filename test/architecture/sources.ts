import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

export interface Source {
  /** From the root of the project, with slashes. */
  path: string
  text: string
}

export interface Import {
  /** As it is written. */
  specifier: string
  /** The path it means inside the project; undefined for a package. */
  target: string | undefined
  /** `import type` or `export type`: gone at run time. */
  typeOnly: boolean
}

export const root = join(import.meta.dirname, '../..')
const sourceEnding = /\.(ts|tsx|mts|js|jsx|mjs)$/
const generated = new Set(['node_modules', 'dist', 'build'])

export const topFolders = (): string[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => entry.name)

/** Every file and folder below these folders; folders end in a slash. */
export function pathsUnder(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && !generated.has(entry.name))
      .flatMap((entry) => {
        const path = `${folder}/${entry.name}`
        return entry.isDirectory() ? [`${path}/`, ...pathsUnder([path])] : [path]
      }),
  )
}

export const readSources = (paths: readonly string[]): Source[] =>
  paths
    .filter((path) => sourceEnding.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const commentOrString = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g

/** Without comments, so that what a comment mentions is not taken for code. */
export const withoutComments = (text: string): string =>
  text.replaceAll(commentOrString, (found) => (found.startsWith('/') ? '' : found))

/** Without the contents of strings either; a template keeps its text, since code may stand in it. */
export const codeOf = (text: string): string =>
  text.replaceAll(commentOrString, (found) => (found.startsWith('/') ? '' : `''`))

// Formatted sources have their import and export declarations at the beginning of a line.
const declaration = /^(?:import|export)\b(\s+type\b)?(?:[^'"`;]*?\bfrom\s*)?\s*['"]([^'"\n]+)['"]/gm
const dynamic = /\bimport\(\s*['"]([^'"\n]+)['"]/g

/** What a source imports: `import … from`, `export … from`, `import '…'`, `import('…')`. */
export function importsOf({ path, text }: Source): Import[] {
  const code = withoutComments(text)
  const declared = [...code.matchAll(declaration)].map(([, type, specifier = '']) => ({ specifier, typeOnly: !!type }))
  const asked = [...code.matchAll(dynamic)].map(([, specifier = '']) => ({ specifier, typeOnly: false }))
  return [...declared, ...asked].map((found) => ({ ...found, target: targetOf(path, found.specifier) }))
}

function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('@contract')) return `core/contract${specifier.slice('@contract'.length)}`
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier)
  return undefined
}

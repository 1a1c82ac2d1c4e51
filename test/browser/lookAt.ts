import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Beyond the screen's edge, cut off, too small to be touched or read: a program for the browser. */
const shapeFaults = readFileSync(join(import.meta.dirname, 'shapeFaults.js'), 'utf8')

/** Words of the Latin alphabet that people know. */
const known =
  /编号：[0-9A-F]{8}|\b(PDF|JPG|PNG|WebP|HEIC|MB|DN\d+|GD\d+|SK\d+|wang-01|\d+[a-zA-Z]*|[0-9A-HJKMNP-TV-Z]{26}|M\d+)\b/g

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[]
}

/** Everything about a page that nobody should see: each fault as a line; none is well. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [
    ...(await axeFaults(page)),
    ...((await page.evaluate(shapeFaults)) as string[]),
    ...wordFaults(await page.locator('body').innerText()),
  ]
}

/** What axe finds serious or worse, each as a line. `beyond`: selectors of what is more of the same. */
export async function axeFaults(page: Page, beyond: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe)
  const result = (await page.evaluate(
    `axe.run(${beyond.length === 0 ? 'document' : JSON.stringify({ exclude: beyond })},
       { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })`,
  )) as AxeResult
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    )
}

/** Broken and foreign words in what a page says. */
export function wordFaults(text: string, alsoKnown = /(?!)/g): string[] {
  const broken = text.match(/undefined|NaN|Invalid Date|\[object|null/g) ?? []
  const foreign =
    text
      .replaceAll(known, '')
      .replaceAll(alsoKnown, '')
      .match(/[A-Za-z]{2,}[A-Za-z .]*/g) ?? []
  return [...broken, ...foreign].map((word) => `says “${word}”`)
}

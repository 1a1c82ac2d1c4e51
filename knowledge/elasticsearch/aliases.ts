import type { Client } from '@elastic/elasticsearch'
import { rebuildOvertaken } from '#core/knowledge/search.errors.ts'
import { indexDefinition } from './indexDefinition.ts'
import { isMissing, isRefusal } from './reach.ts'

/**
 * The index that is searched has one alias, the one that a rebuild is filling another. Nobody names an index itself:
 * what moves is the alias, in one step.
 */
export interface Aliases {
  current: string
  next: string
}

/** Rebuilds that begin together take turns. */
const attempts = 10

export const aliasesOf = (name: string): Aliases => ({ current: name, next: `${name}-next` })

/** Makes an empty index and has writers fill it from now on, instead of whatever an earlier rebuild has left. */
export async function beginNext(client: Client, aliases: Aliases, index: string): Promise<void> {
  await client.indices.create({ index, ...indexDefinition })
  for (let attempt = 1; ; attempt++) {
    const abandoned = await indicesOf(client, aliases.next)
    try {
      await takeNext(client, aliases, index, abandoned)
    } catch (error) {
      if (!isRefusal(error) || attempt === attempts) throw error
      continue
    }
    // Without that alias none of them can be put in use any more.
    for (const old of abandoned) await drop(client, old)
    return
  }
}

/**
 * Is refused, and changes nothing, when one of the abandoned has been put in use just now, or another rebuild has
 * taken the alias: it can have one index to be written to.
 */
function takeNext(client: Client, { next }: Aliases, index: string, abandoned: readonly string[]) {
  return client.indices.updateAliases({
    actions: [
      ...abandoned.map((old) => ({ remove: { index: old, alias: next, must_exist: true } })),
      { add: { index, alias: next, is_write_index: true } },
    ],
  })
}

/**
 * Puts the built index, with everything in it to be found, in the place of the one in use, which goes.
 * @throws DomainError `search.rebuildOvertaken` when it is no longer the one that is being filled
 */
export async function finishNext(client: Client, { current, next }: Aliases, index: string): Promise<void> {
  const old = await indicesOf(client, current)
  const swap = [
    { remove: { index, alias: next, must_exist: true } },
    { add: { index, alias: current } },
    ...old.map((replaced) => ({ remove_index: { index: replaced } })),
  ]
  try {
    await client.indices.refresh({ index })
    await client.indices.updateAliases({ actions: swap })
  } catch (error) {
    if (!isRefusal(error) || (await isNext(client, { current, next }, index))) throw error
    await drop(client, index)
    throw rebuildOvertaken()
  }
}

/** Who overtakes and who is overtaken may drop it at once: the later is told that it is missing. */
async function drop(client: Client, index: string): Promise<void> {
  await client.indices.delete({ index, ignore_unavailable: true }).catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
}

/** Whether it is still the index that is being filled. */
export const isNext = async (client: Client, { next }: Aliases, index: string): Promise<boolean> =>
  (await indicesOf(client, next)).includes(index)

export async function indicesOf(client: Client, alias: string): Promise<string[]> {
  try {
    return Object.keys(await client.indices.getAlias({ name: alias }))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

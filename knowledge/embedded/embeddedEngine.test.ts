import { describe, expect, it } from 'vitest'
import { batchesOf, searchEngineContract } from '#test/knowledge/engineContract.ts'
import { seedDocuments } from '#test/knowledge/judgeEngine.ts'
import { createAnalyser } from '../analysis/analyser.ts'
import { createEmbeddedEngine } from './embeddedEngine.ts'

const analyser = createAnalyser()

describe('the embedded search engine', () => {
  searchEngineContract(async () => createEmbeddedEngine(analyser))

  it('lets others have their turn while it is rebuilt', async () => {
    const engine = createEmbeddedEngine(analyser)
    let turns = 0
    const counting = setInterval(() => turns++, 1)
    await engine.rebuild(batchesOf(seedDocuments))
    clearInterval(counting)
    expect(turns).toBeGreaterThan(5)
  })
})

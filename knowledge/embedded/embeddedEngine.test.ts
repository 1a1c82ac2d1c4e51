import { describe } from 'vitest'
import { searchEngineContract } from '#test/knowledge/engineContract.ts'
import { createAnalyser } from '../analysis/analyser.ts'
import { createEmbeddedEngine } from './embeddedEngine.ts'

const analyser = createAnalyser()

describe('the embedded search engine', () => {
  searchEngineContract(async () => createEmbeddedEngine(analyser))
})

import { createAnalyser } from '#knowledge/analysis/analyser.ts'
import { createEmbeddedEngine } from '#knowledge/embedded/embeddedEngine.ts'
import { createElasticsearchEngine } from '#knowledge/elasticsearch/elasticsearchEngine.ts'
import { judgeEngine } from './test/knowledge/judgeEngine.ts'
import { startElasticsearch } from './test/services/elasticsearch.ts'
const a = createAnalyser()
const show = async (e) => { const t=performance.now(); const r = await judgeEngine(e); console.log(r.mean, r.judged.length, performance.now()-t); for (const j of r.judged.filter(j=>j.ndcg<0.85)) console.log(j.query, j.ndcg.toFixed(2), j.found.slice(0,5).join(' ')) }
await show(createEmbeddedEngine(a))
if (process.argv[2]) { const es = await startElasticsearch(); console.log(es.url); const e=createElasticsearchEngine(a,{url:es.url}); await show(e); await e.close(); await es.stop() }
process.exit()

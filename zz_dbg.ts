import { createAnalyser } from '#knowledge/analysis/analyser.ts'
import { createEmbeddedEngine } from '#knowledge/embedded/embeddedEngine.ts'
import { judgeEngine, seedDocuments } from './test/knowledge/judgeEngine.ts'
const a = createAnalyser()
const e = createEmbeddedEngine(a)
await judgeEngine(e)
const d = a.document(seedDocuments.find(d=>d.id==='payment-channels')!)
console.log(d.keywords.join(' '), '|', d.body.join(' ').slice(0,300))
const r = await e.search({text:'可以去银行交现金吗',page:1,pageSize:10})
for (const h of r.hits) console.log(h.id, h.score, h.title.map(s=>s.marked?`[${s.text}]`:s.text).join(''), h.snippet.map(s=>s.marked?`[${s.text}]`:s.text).join(''))
for (const q of ['银行','现金','银行代收','银行现金']) console.log(q, (await e.search({text:q,page:1,pageSize:10})).hits.map(h=>h.id+' '+h.score.toFixed(1)).join(', '))
import MiniSearch from 'minisearch'
const m = new MiniSearch<Record<string,string>>({fields:['t','k'],tokenize:t=>t.split(' '),processTerm:t=>t||null})
m.add({id:'a',t:'银行 现金',k:'银行'});m.add({id:'b',t:'x',k:'银行 现金 银行'});m.add({id:'c',t:'y y',k:'银行 现金 网上'})
console.log(JSON.stringify(m.search({combineWith:'OR',queries:[{queries:['银行','现金'],fields:['t','k'],boost:{t:4,k:4}},{queries:['q'],fields:['k'],boost:{k:1}}]})))

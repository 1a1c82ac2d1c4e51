import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { countDumpedRows } from './countDumpedRows.ts'

const ofMariadb = `-- MariaDB dump 10.19
CREATE TABLE \`bill\` (
  \`id\` varchar(26) COMMENT 'INSERT INTO \`bill\` VALUES (1)'
) ENGINE=InnoDB;
LOCK TABLES \`bill\` WRITE;
INSERT INTO \`bill\` VALUES
('a',1,NULL),
('b);(',2,'it\\'s \\\\'),
('c','','\\n');
INSERT INTO \`bill\` VALUES
('d',-4,'(');
UNLOCK TABLES;
INSERT INTO \`re\`\`ceipt\` VALUES
(1,'say ''so''');
-- Dump completed on 2026-11-24
`
const ofMysql = ofMariadb.replaceAll(' VALUES\n', ' VALUES ').replaceAll('),\n(', '),(')

async function counted(text: string, pieceBytes: number) {
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  )
  const counter = countDumpedRows()
  const passed: Buffer[] = []
  for await (const chunk of counter.pass(Readable.from(pieces))) passed.push(chunk)
  expect(Buffer.concat(passed).toString()).toBe(text)
  return { rows: counter.rows(), isComplete: counter.isComplete() }
}

it.each([1, 7, 10_000])(
  'counts rows and nothing that only looks like one, in pieces of %i bytes',
  async (pieceBytes) => {
    const wanted = { rows: { bill: 4, 're`ceipt': 1 }, isComplete: true }
    expect(await counted(ofMariadb, pieceBytes)).toEqual(wanted)
    expect(await counted(ofMysql, pieceBytes)).toEqual(wanted)
  },
)

it('tells a dump that was cut off', async () => {
  const [cut = ''] = ofMariadb.split('-- Dump completed')
  expect((await counted(cut, 64)).isComplete).toBe(false)
})

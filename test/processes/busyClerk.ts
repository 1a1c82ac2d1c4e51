import { systemClock } from '#core/kernel/clock.ts'
import { openDatabase } from '#core/kernel/database.ts'
import { openDiskBlobStore } from '#core/kernel/diskBlobStore.ts'
import { isRefusal } from '#core/kernel/domainError.ts'
import { fen } from '#core/kernel/fen.ts'
import { createNumbers } from '#core/kernel/sequence.ts'
import { receiveAtCounter } from '#core/payments/receiveAtCounter.ts'
import { saveUpload } from '#core/uploads/saveUpload.ts'
import { hubSchema } from '#gateway/schema.ts'
import { plainJpeg } from '#test/uploads/photos.ts'

// A process that takes money and photos one after the other until it is killed, and says a line for each that is kept.

/** What the test tells its clerk, as JSON in the first argument. */
export interface ClerkOrder {
  databaseUrl: string
  filesDir: string
  /** 32 bytes in base64. */
  dataKey: string
  homes: readonly { accountNumber: string; residentId: string }[]
}

const { databaseUrl, filesDir, dataKey, homes } = JSON.parse(process.argv[2] ?? '{}') as ClerkOrder
const database = await openDatabase(databaseUrl, hubSchema)
const keys = { current: 'data', all: { data: Buffer.from(dataKey, 'base64') } }
const blobStore = await openDiskBlobStore({ folder: filesDir, keys, clock: systemClock })
const deps = { database, clock: systemClock, blobStore, numbers: createNumbers({ database, clock: systemClock }) }

for (let number = 1; ; number++) {
  for (const { accountNumber, residentId } of homes) {
    const money = { channel: 'DEMOBANK', serial: `C${number}-${accountNumber}`, accountNumber, amount: fen(1_250) }
    await receiveAtCounter(deps, { kind: 'partner', id: 'DEMOBANK' }, { ...money, subChannel: null })
    process.stdout.write('money\n')
    try {
      await saveUpload(deps, { kind: 'resident', id: residentId }, plainJpeg)
      process.stdout.write('photo\n')
    } catch (error) {
      if (!isRefusal(error, 'upload.tooMany')) throw error
    }
  }
}

import { z } from 'zod'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.int().min(0)

/**
 * What a back-up says of itself: `manifest.json`, written last, so that a folder without it is none. What it lists is
 * proven before anything is put back.
 */
export const Manifest = z.object({
  format: z.literal(1),
  /** Epoch ms. */
  madeAt: z.int(),
  /** The version of the hub that made it. */
  hub: z.string(),
  database: z.object({
    kind: z.enum(['sqlite', 'mysql']),
    /** Product and version. */
    server: z.string(),
    file: z.string(),
    sha256: Sha256,
    /** Those that had been run, by name. */
    migrations: z.array(z.string()),
    /** Table → rows, all as of the one moment that the copy shows. */
    rows: z.record(z.string(), Count),
  }),
  files: z.object({
    count: Count,
    bytes: Count,
    /** Of `files.sha256`, which has a line for each file as `sha256sum` reads it. */
    listSha256: Sha256,
  }),
})
export type Manifest = z.output<typeof Manifest>

export const manifestFile = 'manifest.json'
export const listFile = 'files.sha256'
export const filesFolder = 'files'

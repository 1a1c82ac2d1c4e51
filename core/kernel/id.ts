import { ulid } from 'ulid'
import { z } from 'zod'

/** A ULID: 26 characters, sorts by the time it was made. Clients choose them, too, so that asking twice is asking once. */
export const Id = z.ulid().meta({ description: 'ULID' })

/** A new id, made at `now` (epoch ms). */
export const newId = (now: number): string => ulid(now)

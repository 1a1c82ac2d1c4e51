/** Who does something: a resident, a member of staff, a partner or channel, or the hub itself (`id` names the job). */
export interface Actor {
  kind: 'resident' | 'staff' | 'partner' | 'channel' | 'system'
  id: string
  /** The request or call it was done in, to find it in the log. */
  requestId?: string
}

export const system = (job: string): Actor => ({ kind: 'system', id: job })

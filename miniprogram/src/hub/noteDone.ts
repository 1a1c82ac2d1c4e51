import type { Send } from './call.ts'
import { HubError } from './hubError.ts'

/** Calls `done` after everything that may have changed something at the hub, also where its answer was lost. */
export const noteDone =
  (send: Send, done: () => void): Send =>
  async (request) => {
    if (request.method === 'GET') return send(request)
    try {
      const answer = await send(request)
      done()
      return answer
    } catch (error) {
      if (mayHaveActed(error)) done()
      throw error
    }
  }

const mayHaveActed = (error: unknown) =>
  !(error instanceof HubError) || error.problem === null || error.problem.status >= 500

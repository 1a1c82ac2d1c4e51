import { HubError } from '../../hub/hubError.ts'

/** Adds to a refused proof how often it may still be tried. */
export async function noteOfTries<T>(binding: Promise<T>): Promise<T> {
  try {
    return await binding
  } catch (error) {
    const problem = error instanceof HubError ? error.problem : null
    const left = problem?.data?.['triesLeft']
    if (problem === null || typeof left !== 'number') throw error
    throw new HubError({ ...problem, detail: `${problem.detail}。还可以试 ${left} 次` }, problem.code)
  }
}

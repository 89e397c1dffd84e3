import { ApiProblem } from '#console/api/problem.ts'

/** Where a call names its fields differently from the form: `at` maps the call's names to paths of settings. */
export async function faultsAt<Result>(at: Record<string, string>, answer: Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.fields.length === 0) throw error
    const { code, message, status, requestId } = error
    const fields = error.fields.map((fault) => ({ ...fault, path: at[fault.path] ?? fault.path }))
    throw new ApiProblem({ code, message, status, requestId, fields })
  }
}

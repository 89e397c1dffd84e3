import { ApiProblem } from '#console/api/problem.ts'

/** The tenant names the password alone; in the form it is a setting of the category "credential". */
export async function atFields<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.fields.length === 0) throw error
    const { code, message, status, requestId } = error
    const fields = error.fields.map(({ path, message }) => ({
      path: path === 'password' ? 'credential.password' : path,
      message,
    }))
    throw new ApiProblem({ code, message, status, requestId, fields })
  }
}

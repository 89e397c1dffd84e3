import type { ProblemDetail } from '#schema/problem.ts'

/** An outside program that calls the tenant API with a bearer: what a vendor's client does. */
export class ApiClient {
  readonly url: string
  readonly bearer: string | null

  constructor(url: string, bearer: string | null) {
    this.url = url
    this.bearer = bearer
  }

  /** Posts JSON and gives the status and the whole envelope. */
  async post(
    path: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; envelope: Envelope }> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-idap-native-client': 'true',
        ...(this.bearer === null ? {} : { authorization: `Bearer ${this.bearer}` }),
        ...headers,
      },
      body: JSON.stringify(body),
    })
    return {
      status: response.status,
      headers: response.headers,
      envelope: await envelopeOf(response),
    }
  }

  /** The result of a call that has to succeed. */
  async result<Result>(
    path: string,
    body: unknown = {},
    headers: Record<string, string> = {},
  ): Promise<Result> {
    const { status, envelope } = await this.post(path, body, headers)
    if (status !== 200 || !envelope.success) throw new Error(`${path}: ${status} ${envelope.Message ?? ''}`)
    return envelope.Result as Result
  }
}

/** A call that streams gives a text, and an envelope only where it refuses. */
const envelopeOf = async (response: Response): Promise<Envelope> =>
  response.headers.get('content-type')?.startsWith('application/json')
    ? ((await response.json()) as Envelope)
    : { success: true, Result: await response.text(), Message: null, Exception: null, ErrorCode: null }

export type Envelope = {
  success: boolean
  Result: unknown
  Message: string | null
  Exception: string | null
  ErrorCode: string | null
  /** What only we say of a refusal. */
  Gatewright?: ProblemDetail
}

/** Signs in with a password, as vendor clients do. */
export async function signIn(
  url: string,
  { user, password }: { user: string; password: string },
  headers: Record<string, string> = {},
): Promise<ApiClient> {
  const stranger = new ApiClient(url, null)
  const { SessionId, Challenges } = await stranger.result<{
    SessionId: string
    Challenges: { Mechanisms: { MechanismId: string }[] }[]
  }>('/Security/StartAuthentication', { User: user, Version: '1.0' }, headers)
  const MechanismId = Challenges[0]?.Mechanisms[0]?.MechanismId
  const { Auth } = await stranger.result<{ Auth: string }>(
    '/Security/AdvanceAuthentication',
    {
      SessionId,
      MechanismId,
      Action: 'Answer',
      Answer: password,
    },
    headers,
  )
  return new ApiClient(url, Auth)
}

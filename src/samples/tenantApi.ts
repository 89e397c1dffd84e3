type Reply<Result> = { success: boolean; Result: Result; Message: string | null }

/** Calls the tenant API as any program of an administrator does: signs in with a password, then posts JSON. */
export async function signInTo(tenantUrl: string, who: { user: string; password: string }) {
  const begun = await post<{ SessionId: string; Challenges: { Mechanisms: { MechanismId: string }[] }[] }>(
    '/Security/StartAuthentication',
    { User: who.user, Version: '1.0' },
  )
  const { Auth } = await post<{ Auth: string }>('/Security/AdvanceAuthentication', {
    SessionId: begun.SessionId,
    MechanismId: begun.Challenges[0]?.Mechanisms[0]?.MechanismId,
    Action: 'Answer',
    Answer: who.password,
  })

  async function post<Result>(path: string, body: unknown, bearer?: string): Promise<Result> {
    const reply = await fetch(`${tenantUrl}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-idap-native-client': 'true',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
    })
    const { success, Result, Message } = (await reply.json()) as Reply<Result>
    if (!success) throw new Error(`${path}: ${Message ?? reply.status}`)
    return Result
  }

  return <Result>(path: string, body: unknown) => post<Result>(path, body, Auth)
}

export type Call = Awaited<ReturnType<typeof signInTo>>

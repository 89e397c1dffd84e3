import type { Server } from 'node:http'
import { jsonAnswer, listen, type Answer } from '../listen.ts'
import { tokenChecker, type Caller, type Trusted } from './accessToken.ts'

/** The scopes that the Bank defines on its application in the tenant, with what people read when they are asked. */
export const bankScopes = {
  ReadUserProfile: 'See your name and account number at the Bank',
  ReadStatements: 'See what the Bank paid you in interest, and what you paid in tax on it',
}

type Scope = keyof typeof bankScopes

const apis: Record<string, { scope: Scope; answer: (caller: Caller) => unknown }> = {
  '/profile': {
    scope: 'ReadUserProfile',
    answer: ({ userId, userName }) => ({ owner: userName, account: accountOf(userId) }),
  },
  '/statements': {
    scope: 'ReadStatements',
    answer: ({ userId }) => ({
      account: accountOf(userId),
      years: [
        { year: 2024, interest: 412.5, tax: 108.9 },
        { year: 2025, interest: 455.1, tax: 120.2 },
      ],
    }),
  },
}

/** A resource server: APIs of somebody who knows of the tenant nothing but a metadata URL. */
export function startBank(port: number, trusted: Trusted): Promise<Server> {
  const check = tokenChecker(trusted)
  return listen(port, async (request, url): Promise<Answer> => {
    const api = apis[url.pathname]
    if (api === undefined || request.method !== 'GET')
      return jsonAnswer({ error: 'not_found', apis: Object.keys(apis) }, 404)
    const caller = await check(request.headers.authorization, api.scope)
    if ('userId' in caller) return jsonAnswer(api.answer(caller))
    const { status, error, why } = caller
    return jsonAnswer({ error: error ?? 'token_missing', error_description: why }, status, {
      'www-authenticate': error === undefined ? 'Bearer' : `Bearer error="${error}"`,
    })
  })
}

/** The same for the same person, since the Bank keeps no books here. */
function accountOf(userId: string): string {
  let number = 0
  for (const character of userId) number = (number * 31 + (character.codePointAt(0) ?? 0)) % 100_000_000
  return `AC ${String(number).padStart(8, '0')}`
}

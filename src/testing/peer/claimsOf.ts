import { decodeJwt } from 'jose'
import type { Answer } from './seen.ts'

/** The claims of the ID token in an answer, in place of the answer's own members. */
export function claimsOf({ seen, values }: Answer): Answer {
  const claims = decodeJwt(String(values['id_token']))
  return { seen: { ...seen, members: Object.keys(claims).toSorted() }, values: claims }
}

import type { Form } from './form.ts'

/** What the client sent to prove itself. Candidates are readings of one attempt, tried in order (CL-05). */
export type Presented = {
  id: string
  method: 'basic' | 'form' | 'none'
  candidates: readonly { id: string; secret: string }[]
}

/** `proof` is what was sent to prove the client, but is none (RFC 6749 §5.2: 401); else the request itself is at fault. */
export type PresentedFault = { fault: string; proof?: true }

/**
 * Client authentication by Basic header or form fields, not both (AS-09). A Basic pair is read raw, as the vendor does, then
 * form-decoded, as RFC 6749 §2.3.1 has it and standard libraries send it.
 */
export function presentedClient(authorization: string | undefined, form: Form): Presented | PresentedFault {
  const id = form.get('client_id')
  const secret = form.get('client_secret')
  if (authorization === undefined) {
    if (secret === null) return { id: id ?? '', method: 'none', candidates: [] }
    return { id: id ?? '', method: 'form', candidates: [{ id: id ?? '', secret }] }
  }
  if (secret !== null) return { fault: 'client credentials are sent twice, in the header and in the form' }
  const pair = basicPair(authorization)
  if (pair === null) return { fault: 'the Authorization header is not a Basic header', proof: true }
  const decoded = { id: formDecoded(pair.id), secret: formDecoded(pair.secret) }
  const both =
    decoded.id !== null &&
    decoded.secret !== null &&
    (decoded.id !== pair.id || decoded.secret !== pair.secret)
  const candidates = both ? [pair, { id: decoded.id ?? '', secret: decoded.secret ?? '' }] : [pair]
  const matching = id === null || candidates.some((candidate) => candidate.id === id)
  if (!matching) return { fault: 'client_id differs from the Authorization header' }
  const last = candidates.at(-1)?.id ?? ''
  // A library without a secret to send may send an empty one. It counts as none, as it does in a form
  if (pair.secret === '') return { id: id ?? last, method: 'none', candidates: [] }
  return { id: last, method: 'basic', candidates }
}

function basicPair(header: string): { id: string; secret: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1]
  if (encoded === undefined || encoded.length % 4 !== 0) return null
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.toString('base64') !== encoded) return null
  const text = bytes.toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 || text.includes('\0') ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) }
}

function formDecoded(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '))
    return decoded.includes('\0') ? null : decoded
  } catch {
    return null
  }
}

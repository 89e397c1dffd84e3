import { HttpFault } from './httpFault.ts'

export type FormValues = Record<string, string | string[]>

/**
 * The one reader of form bodies and queries. What was sent more than once is a list, for the caller to refuse (RFC 6749 §3.1).
 * Refuses more than 100 parameters (RL-06).
 */
export function readForm(text: string): FormValues {
  const values: FormValues = Object.create(null) as FormValues // so that a parameter may be called __proto__
  if (text === '') return values
  if (countParameters(text) > most) {
    throw new HttpFault(400, 'too_many_parameters', `More than ${most} parameters were sent.`)
  }
  for (const [name, value] of new URLSearchParams(text)) {
    const before = values[name]
    values[name] = before === undefined ? value : [before, value].flat()
  }
  return values
}

const most = 100

export const countParameters = (text: string): number => text.split('&', most + 2).length

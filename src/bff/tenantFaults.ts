import { refusal } from './faults.ts'

/** What is wrong with the tenant at `host`, and what somebody can do about it. */
export const unreachable = (host: string) =>
  refusal(502, 'unavailable', `The tenant at ${host} cannot be reached. Check that it runs, then try again.`)

export const slow = (host: string) =>
  refusal(
    504,
    'unavailable',
    `The tenant at ${host} did not answer in time. What you asked for may still happen: look before you repeat it.`,
  )

export const strange = (host: string) =>
  refusal(
    502,
    'unavailable',
    `What answers at ${host} is not the tenant API. Check the tenant's address, then try again.`,
  )

export const unknownThere = (host: string) =>
  refusal(
    404,
    'not_found',
    `The tenant at ${host} does not know this call. Where it should, check the tenant's address, then try again.`,
  )

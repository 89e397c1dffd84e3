import { z } from 'zod'
import { callBff } from '#console/api/call.ts'

/** Ends the session and leaves every page behind, so that nothing of it stays in memory. Who came through an identity provider goes there first. */
export async function signOut(): Promise<void> {
  let next = '/signed-out'
  try {
    const response = z.object({ signOutUrl: z.string().nullable() })
    next = (await callBff('/bff/sign-out', { response, body: {} })).signOutUrl ?? next
  } finally {
    location.assign(next)
  }
}

import { z } from 'zod'
import { callBff } from '#console/api/call.ts'

/** Ends the session and leaves every page behind, so that nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  try {
    await callBff('/bff/sign-out', { response: z.unknown(), body: {} })
  } finally {
    location.assign('/signed-out')
  }
}

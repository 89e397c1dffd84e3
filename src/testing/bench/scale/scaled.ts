import type { RedrockReply } from '#schema/redrock.ts'
import { administrator } from '../../administrator.ts'
import { signIn, type ApiClient } from '../../apiClient.ts'
import { password } from '../../people.ts'
import { npmRun } from '../../program.ts'
import type { OnDatabase } from '../databases.ts'

/** A running product with many objects of each kind. */
export type Scaled = OnDatabase & {
  count: number
  admin: ApiClient
  /** Somebody without administrative rights, who sees 60 applications. */
  plainUser: ApiClient
  /** A text that is in one of the names of each kind. */
  few: string
}

/** Fills the product as README says it, and signs in. */
export async function seeded(on: OnDatabase, count: number): Promise<Scaled> {
  const { product, inWords } = on
  const { tenantUrl: url } = product
  await product.stop()
  console.log(`  Seeding ${inWords} with ${count} of each kind`)
  const printed = await npmRun(['seed', '--', String(count)], product.env)
  console.log(printed.trim().split('\n').at(-1) ?? '')
  await product.startAgain()
  const admin = await signIn(url, administrator)
  const { Results } = await admin.result<RedrockReply>('/Redrock/query', {
    Script: "select ID, Username from User where Username like 'seeded-%' order by Username limit 1",
  })
  const [first] = Results
  if (first === undefined) throw new Error(`${inWords} holds no seeded user`)
  const { ID, Username } = first.Row as { ID: string; Username: string }
  await admin.result('/UserMgmt/ResetUserPassword', { ID, newPassword: password })
  const plainUser = await signIn(url, { user: Username, password })
  return { ...on, count, admin, plainUser, few: Username.slice('seeded-'.length, Username.indexOf('@')) }
}

import type { Write } from '../write.ts'
import type { Member } from './roleMembers.ts'

/** Takes somebody who is about to be deleted out of every role, and removes their permissions on applications. */
export async function forgetPrincipal(tx: Write['tx'], { type, id }: Member): Promise<void> {
  await tx.deleteFrom('role_member').where('member_type', '=', type).where('member_id', '=', id).execute()
  await tx
    .deleteFrom('application_grant')
    .where('principal_type', '=', type)
    .where('principal_id', '=', id)
    .execute()
}

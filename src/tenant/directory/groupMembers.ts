import { readRows, type Reading } from '../readRows.ts'
import type { Write } from '../write.ts'
import { recordHolderChange } from './recordHolderChange.ts'
import { takeGroup } from './readGroup.ts'
import { namesOf, refuseForAdministrator, type Member } from './roleMembers.ts'
import { rolesThroughGroup } from './roleTree.ts'

type Change = { groupId: string; users: readonly string[] }

/**
 * Puts users into a group; those that are in it already stay. Whether the author may is judged before (refuseGroupMembership). A confidential client never
 * becomes a System Administrator (CL-04). Inside keepingAnAdministrator.
 */
export async function addToGroup(write: Write, { groupId, users }: Change): Promise<void> {
  const { tx } = write
  const before = await takeGroup(write, groupId)
  const members: Member[] = users.map((id) => ({ type: 'User', id }))
  if ((await rolesThroughGroup(tx, groupId)).includes('sysadmin')) await refuseForAdministrator(tx, members)
  const fresh: Member[] = []
  for (const member of members) {
    const result = await tx
      .insertInto('group_member')
      .values({ group_id: groupId, user_id: member.id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (result.numInsertedOrUpdatedRows === 1n) fresh.push(member)
    // Stays now, whatever an identity provider says
    else
      await tx
        .updateTable('group_member')
        .set({ by_hand: 1 })
        .where('group_id', '=', groupId)
        .where('user_id', '=', member.id)
        .execute()
  }
  if (fresh.length === 0) return
  const why = `Members added: ${(await namesOf(tx, fresh)).join(', ')}`
  await recordHolderChange(write, { type: 'group', before, why, detail: { added: fresh } })
}

/** Takes users out of a group; those that are not in it are passed over. Judged before, and inside keepingAnAdministrator. */
export async function removeFromGroup(write: Write, { groupId, users }: Change): Promise<void> {
  const { tx } = write
  const before = await takeGroup(write, groupId)
  const gone: Member[] = []
  for (const id of users) {
    const result = await tx
      .deleteFrom('group_member')
      .where('group_id', '=', groupId)
      .where('user_id', '=', id)
      .executeTakeFirst()
    await tx
      .deleteFrom('federated_member')
      .where('group_id', '=', groupId)
      .where('user_id', '=', id)
      .execute()
    if (result.numDeletedRows === 1n) gone.push({ type: 'User', id })
  }
  if (gone.length === 0) return
  const why = `Members removed: ${(await namesOf(tx, gone)).join(', ')}`
  await recordHolderChange(write, { type: 'group', before, why, detail: { removed: gone } })
}

/** A page of the members of a group, by name. */
export async function listGroupMembers(
  reading: Reading,
  groupId: string,
  { offset, size }: { offset: number; size: number },
): Promise<{ members: { id: string; name: string }[]; count: number }> {
  const members = reading.database.read.selectFrom('group_member').where('group_id', '=', groupId)
  const page = members
    .innerJoin('user', 'user.id', 'group_member.user_id')
    .select(['user.id', 'user.name'])
    .orderBy('user.sort_key')
    .limit(size)
    .offset(offset)
  const counted = members.select(({ fn }) => fn.countAll<number>().as('count'))
  return { members: await readRows(reading, page), count: (await readRows(reading, counted))[0]?.count ?? 0 }
}

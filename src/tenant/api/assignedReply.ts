import { formatRights, toBits, type Grant } from '#schema/grant.ts'
import type { RedrockArgs } from '#schema/redrock.ts'
import type { Actor } from '../actor.ts'
import { applicationsAssigned } from '../application/applicationsAssigned.ts'
import { pageOf } from '../redrock/page.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import type { Tenant } from '../tenant.ts'

/** The applications of a role or group in the shape of a Redrock reply, with the right as GetRowAces tells it. */
export async function assignedReply(
  { database }: Tenant,
  principal: Pick<Grant, 'type' | 'id'> & { actor: Actor },
  args: RedrockArgs,
) {
  const { applications, count } = await applicationsAssigned(database, principal, pageOf(args))
  return redrockReplyOf({
    columns: [
      ...['ID', 'Name', 'ServiceName', 'GrantStr'].map((name) => ({ name, kind: 'text' as const })),
      { name: 'Grant', kind: 'number' },
    ],
    results: applications.map(({ id, name, applicationId, rights }) => ({
      Entities: [{ Type: 'Application', Key: id, IsForeignKey: false }],
      Row: {
        ID: id,
        Name: name,
        ServiceName: applicationId,
        GrantStr: formatRights(rights),
        Grant: toBits(rights),
      },
    })),
    fullCount: count,
  })
}

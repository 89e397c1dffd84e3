import type { ApiClient } from './apiClient.ts'

export const addToGroup = '/Gatewright/Groups/AddMembers'
export const removeFromGroup = '/Gatewright/Groups/RemoveMembers'
export const addToRole = '/SaasManage/AddUsersAndGroupsToRole'

/** What a query finds, row by row. */
export async function rowsOf(client: ApiClient, Script: string) {
  const { Results } = await client.result<{ Results: { Row: Record<string, unknown> }[] }>('/Redrock/query', {
    Script,
  })
  return Results.map(({ Row }) => Row)
}

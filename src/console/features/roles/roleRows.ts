import { z } from 'zod'
import { flagColumn, rowsQuery, textColumn } from '#console/api/redrock.ts'

export const roleRow = z.object({
  ID: z.string(),
  Name: textColumn,
  Description: textColumn,
  ReadOnly: flagColumn,
})
export type RoleRow = z.output<typeof roleRow>

export const rolesQuery = ({ q, page }: { q: string; page: number }) =>
  rowsQuery({
    script: `select ${Object.keys(roleRow.shape).join(', ')} from Role order by Name`,
    page,
    search: { text: q, in: ['Name', 'Description'] },
  })

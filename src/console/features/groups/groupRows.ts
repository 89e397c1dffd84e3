import { z } from 'zod'
import { rowsQuery, textColumn } from '#console/api/redrock.ts'

export const groupRow = z.object({
  InternalName: z.string(),
  SystemName: textColumn,
  Description: textColumn,
})
export type GroupRow = z.output<typeof groupRow>

export const groupsQuery = ({ q, page }: { q: string; page: number }) =>
  rowsQuery({
    script: `select ${Object.keys(groupRow.shape).join(', ')} from DSGroups order by SystemName`,
    page,
    search: { text: q, in: ['SystemName', 'Description'] },
  })

import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { linkOptions, type LinkProps } from '@tanstack/react-router'
import { z } from 'zod'
import { holdsAny, type Me } from '#console/api/me.ts'
import { rowsOf, rowsQuery, textColumn } from '#console/api/redrock.ts'
import { groupReaders, roleReaders, type Right, applicationReaders, userReaders } from '#schema/right.ts'

export type Place = {
  /** What it is: "User". */
  kind: string
  key: string
  label: string
  detail: string
  link: Pick<LinkProps, 'to' | 'params'>
}

type Source = { kind: string; script: string; readers: Right[]; link: (id: string) => Place['link'] }

const sources: Source[] = [
  {
    kind: 'Application',
    script: 'select ID, Name, ServiceName as Detail from Application order by Name',
    readers: applicationReaders,
    link: (rowKey) => linkOptions({ to: '/apps/$rowKey', params: { rowKey } }),
  },
  {
    kind: 'User',
    script: 'select ID, Username as Name, DisplayName as Detail from User order by Username',
    readers: userReaders,
    link: (id) => linkOptions({ to: '/users/$id', params: { id } }),
  },
  {
    kind: 'Role',
    script: 'select ID, Name, Description as Detail from Role order by Name',
    readers: [...roleReaders],
    link: (id) => linkOptions({ to: '/roles/$id', params: { id } }),
  },
  {
    kind: 'Group',
    script:
      'select InternalName as ID, SystemName as Name, Description as Detail from DSGroups order by SystemName',
    readers: [...groupReaders],
    link: (id) => linkOptions({ to: '/groups/$id', params: { id } }),
  },
]

const mostOfEach = 5
const row = z.object({ ID: z.string(), Name: textColumn, Detail: textColumn })

/** Objects with the text in a name, a few of each kind that this person may look at. */
export function useFound(me: Me, text: string): { found: Place[]; searching: boolean } {
  const open = sources.filter(({ readers }) => holdsAny(me, ...readers))
  const replies = useQueries({
    queries: open.map(({ script }) => ({
      ...rowsQuery({ script, pageSize: mostOfEach, search: { text, in: ['Name', 'Detail'] } }),
      enabled: text !== '',
      placeholderData: keepPreviousData,
    })),
  })
  const found = open.flatMap(({ kind, link }, index) => {
    const reply = text === '' ? undefined : replies[index]?.data
    return reply
      ? rowsOf(reply, row).map(({ ID, Name, Detail }) => ({
          kind,
          key: ID,
          label: Name,
          detail: Detail,
          link: link(ID),
        }))
      : []
  })
  return { found, searching: replies.some(({ isFetching }) => isFetching) }
}

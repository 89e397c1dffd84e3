import { styled } from '@mui/material/styles'
import { TextLink } from '#console/ui/links.tsx'
import { nouns, principalNouns } from '#schema/nouns.ts'

export type Named = { Type: 'User' | 'Group' | 'Role'; ID: string; Name: string }

/** "Staff › Inner": each is a member of the one after it, and whoever it is about of the first. `plain` has names instead of links. */
export function Chain({ of, plain = false }: { of: readonly Named[]; plain?: boolean }) {
  return of.map(({ Type, ID, Name }, at) => (
    <span key={`${Type} ${ID}`}>
      {at > 0 && <span aria-label=", which is in "> › </span>}
      {Type.toLowerCase()}{' '}
      {plain ? (
        <bdi>{Name}</bdi>
      ) : (
        <TextLink to={`${nouns[principalNouns[Type]].path}/$id` as const} params={{ id: ID }}>
          <bdi>{Name}</bdi>
        </TextLink>
      )}
    </span>
  ))
}

/** Ways or reasons, one in each line. */
export const Lines = styled('ul')(({ theme }) => ({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& > li + li': { marginTop: theme.spacing(1) },
}))

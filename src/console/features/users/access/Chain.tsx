import { styled } from '@mui/material/styles'
import { TextLink } from '#console/ui/links.tsx'
import { nouns, principalNouns } from '#schema/nouns.ts'

export type Named = { Type: 'User' | 'Group' | 'Role'; ID: string; Name: string }

/** "Staff › Inner": each is a member of the one after it, and the user of the first. */
export function Chain({ of }: { of: readonly Named[] }) {
  return of.map(({ Type, ID, Name }, at) => (
    <span key={`${Type} ${ID}`}>
      {at > 0 && <span aria-label=", which is in "> › </span>}
      {Type.toLowerCase()}{' '}
      <TextLink to={`${nouns[principalNouns[Type]].path}/$id` as const} params={{ id: ID }}>
        <bdi>{Name}</bdi>
      </TextLink>
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

import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'

type Props = {
  title: string
  /** "Guided setup", "Template". */
  kind: string
  children: ReactNode
  /** Where the client finds its secret. */
  secret?: string | undefined
  action: ReactNode
}

export function Tile({ title, kind, children, secret, action }: Props) {
  return (
    <Box>
      <Kind>{kind}</Kind>
      <h2>{title}</h2>
      <p>{children}</p>
      {secret && (
        <dl>
          <dt>Where is the client secret?</dt>
          <dd>{secret}</dd>
        </dl>
      )}
      <Foot>{action}</Foot>
    </Box>
  )
}

const Box = styled('li')(({ theme }) => ({
  display: 'flex',
  flexDirection: 'column',
  padding: theme.spacing(4, 5, 5),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  '& h2': { ...theme.typography.h2, margin: theme.spacing(0, 0, 1) },
  '& p': { margin: 0 },
  '& dl': { ...theme.typography.body2, margin: theme.spacing(3, 0, 0) },
  '& dt': { fontWeight: 500 },
  '& dd': { margin: 0, color: theme.vars.palette.text.secondary },
}))

const Kind = styled('span')(({ theme }) => ({
  ...theme.typography.caption,
  color: theme.vars.palette.text.secondary,
}))

const Foot = styled('div')(({ theme }) => ({ marginTop: 'auto', paddingTop: theme.spacing(4) }))

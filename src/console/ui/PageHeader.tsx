import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'

type Props = {
  title: string
  /** How many there are of what the page lists. */
  count?: number | undefined
  /** The picture of the object, as a data URL. */
  picture?: string
  /** What kind of object this is, its state: beside the title. */
  beside?: ReactNode
  /** A sentence, or the identifiers people look for. */
  children?: ReactNode
  /** At most one of them contained: the primary action. */
  actions?: ReactNode
}

/** Names the page, in the document's title too. */
export function PageHeader({ title, count, picture = '', beside, children, actions }: Props) {
  return (
    <Header>
      <title>{`${title} · Gatewright`}</title>
      <Row>
        {picture !== '' && <Picture src={picture} alt="" />}
        <Title tabIndex={-1} title={title.length > 60 ? title : undefined}>
          <bdi>{title}</bdi>
          {count !== undefined && <Count> {count.toLocaleString()}</Count>}
        </Title>
        {beside}
        {actions && <Actions>{actions}</Actions>}
      </Row>
      {children && <Below>{children}</Below>}
    </Header>
  )
}

const Header = styled('header')(({ theme }) => ({ marginBottom: theme.spacing(5) }))

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2, 3),
}))

const Title = styled('h1')(({ theme }) => ({
  ...theme.typography.h1,
  margin: 0,
  outline: 'none',
  overflowWrap: 'anywhere',
  minWidth: 0,
  // Names may have 200 characters.
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 3,
  overflow: 'hidden',
}))

const Picture = styled('img')({ width: 28, height: 28, objectFit: 'contain' })

const Count = styled('span')(({ theme }) => ({
  marginLeft: theme.spacing(1),
  fontWeight: 400,
  color: theme.vars.palette.text.secondary,
}))

const Actions = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(2),
  marginLeft: 'auto',
}))

const Below = styled('div')(({ theme }) => ({
  marginTop: theme.spacing(1),
  color: theme.vars.palette.text.secondary,
}))

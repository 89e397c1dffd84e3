import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import type { Result } from '#console/api/call.ts'
import { fieldId } from '#console/form/fieldAddress.ts'
import { TextLink } from '#console/ui/links.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { nouns } from '#schema/nouns.ts'

type Found = Result<'findPasted'>
type FoundLink = Found['links'][number]

/** What it is in words, where it leads with why, and what an error in it means. */
export function WhatItIs({ found: { what, words, links, troubles } }: { found: Found }) {
  return (
    <Panel aria-label="What it is">
      <h2>{what}</h2>
      {words.length > 0 && <p>{words.join(' ')}</p>}
      {troubles.map(({ id, title, cause, cure }) => (
        <Trouble key={id}>
          <h3>{title}</h3>
          <p>{cause}</p>
          <p>{cure}</p>
        </Trouble>
      ))}
      {links.length > 0 && (
        <Leads>
          {links.map((link) => (
            <li key={`${link.type} ${link.id} ${link.tab} ${link.why}`}>
              <LinkTo link={link}>
                <bdi>{link.name}</bdi>
              </LinkTo>
              <small>{link.why}</small>
            </li>
          ))}
        </Leads>
      )}
    </Panel>
  )
}

function LinkTo({ link: { type, id, tab, setting }, children }: { link: FoundLink; children: ReactNode }) {
  if (type === 'event')
    return (
      <TextLink to="/events/$id" params={{ id }}>
        {children}
      </TextLink>
    )
  if (type === 'request')
    return (
      <TextLink to="/events" search={{ request: id }}>
        {children}
      </TextLink>
    )
  if (tab === null)
    return (
      <TextLink to={`${nouns[type].path}/$id` as const} params={{ id }}>
        {children}
      </TextLink>
    )
  return (
    <TextLink
      to={`${nouns[type].path}/$id/$tab` as const}
      params={{ id, tab }}
      {...(setting === null ? {} : { hash: fieldId(tab, setting) })}
    >
      {children}
    </TextLink>
  )
}

const Trouble = styled('div')(({ theme }) => ({
  margin: theme.spacing(2, 0),
  padding: theme.spacing(3, 4),
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
  '& h3': { ...theme.typography.body1, fontWeight: 600, margin: 0 },
  '& p': { margin: theme.spacing(1, 0, 0) },
}))

const Leads = styled('ul')(({ theme }) => ({
  margin: theme.spacing(3, 0, 0),
  padding: 0,
  listStyle: 'none',
  '& li': {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(3),
    padding: theme.spacing(1.5, 0),
    overflowWrap: 'anywhere',
  },
  '& li + li': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  '& small': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
}))

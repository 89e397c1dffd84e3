import { styled } from '@mui/material/styles'
import { useSuspenseQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { TextLink } from '#console/ui/links.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { figuresFor } from './attention.ts'

/** What failed, ends or waits. Each number leads to the list of what it counts. */
export function Attention() {
  const { me, offered } = signedInRoute.useRouteContext()
  const [now] = useState(() => Date.now())
  const figures = figuresFor({ me, offered }, now)
  const replies = useSuspenseQueries({ queries: figures.map(({ query }) => query) })
  if (figures.length === 0) return null
  const counted = figures
    .map((figure, index) => ({ ...figure, ...figure.count(replies[index]?.data) }))
    .filter(({ count }) => count > 0)
  return (
    <section style={{ marginTop: 32 }}>
      <SectionHeading>Needs attention</SectionHeading>
      {counted.length === 0 ? (
        <Quiet>Nothing does at the moment.</Quiet>
      ) : (
        <List>
          {counted.map(({ words, link, count, more }) => (
            <li key={link.to}>
              <TextLink {...link}>
                {words(`${count.toLocaleString()}${more ? ' or more' : ''}`, count === 1 && !more)}
              </TextLink>
            </li>
          ))}
        </List>
      )}
    </section>
  )
}

const Quiet = styled('p')(({ theme }) => ({ margin: 0, color: theme.vars.palette.text.secondary }))

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  display: 'grid',
  gap: theme.spacing(2),
  margin: 0,
  padding: 0,
}))

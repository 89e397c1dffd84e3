import { styled } from '@mui/material/styles'
import { useQueries, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { countedFor, refusalsFor } from './attention.ts'
import { Part } from './Part.tsx'

/** What failed, ends or is of no use. Each number leads to the list of what it counts. */
export function Attention() {
  const { me, offered } = signedInRoute.useRouteContext()
  const [now] = useState(() => Date.now())
  const refusals = refusalsFor({ me, offered }, now)
  const counted = countedFor(me)
  const replies = useQueries({ queries: counted.map(({ query }) => query) })
  if (!refusals && counted.length === 0) return null
  const told = counted
    .map((figure, index) => ({ ...figure, count: replies[index]?.data?.FullCount ?? 0 }))
    .filter(({ count }) => count > 0)
  const failed = replies.filter(({ isError }) => isError)
  return (
    <section style={{ marginTop: 32 }}>
      <SectionHeading>Needs attention</SectionHeading>
      <List>
        {refusals && (
          <Part>
            <Refusals {...refusals} />
          </Part>
        )}
        {told.map(({ words, link, count }) => (
          <li key={words('', false)}>
            <TextLink {...link}>{words(count.toLocaleString(), count === 1)}</TextLink>
          </li>
        ))}
        {failed.length > 0 && (
          <li>
            {failed.length === 1 ? 'One figure' : `${failed.length} figures`} could not be read.{' '}
            <Button look="plain" onClick={() => failed.forEach(({ refetch }) => void refetch())}>
              Try again
            </Button>
          </li>
        )}
        {!refusals && told.length === 0 && failed.length === 0 && <li>Nothing does at the moment.</li>}
      </List>
    </section>
  )
}

function Refusals({ words, link, query }: NonNullable<ReturnType<typeof refusalsFor>>) {
  const { events, older } = useSuspenseQuery(query).data
  const count = `${events.length}${older === null ? '' : ' or more'}`
  return (
    <li>
      {events.length === 0 ? (
        'No request was refused in the last day.'
      ) : (
        <TextLink {...link}>{words(count, events.length === 1 && older === null)}</TextLink>
      )}
    </li>
  )
}

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  display: 'grid',
  gap: theme.spacing(2),
  margin: 0,
  padding: 0,
  color: theme.vars.palette.text.secondary,
}))

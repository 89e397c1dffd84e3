import type { ReactNode } from 'react'
import { Panel } from '#console/ui/Panel.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { capital } from '#schema/capital.ts'
import { eventObjects } from '#schema/events.ts'
import type { WholeEvent } from './eventQueries.ts'
import { Facts } from '#console/object/Facts.tsx'
import { ObjectLink } from '#console/object/ObjectLink.tsx'
import { ofRefusal } from './Refusal.tsx'

/** Details with words of their own; the others are told by their names. */
const details: Record<string, string> = {
  why: 'Reason',
  by: 'In the session',
  clientId: 'Client ID',
  scope: 'Scopes',
  expiresIn: 'Valid for, seconds',
  jti: 'Token ID',
  redirectUri: 'Redirect URI',
  mechanism: 'Proved by',
  secretId: 'Secret ID',
  error: 'OAuth error',
}

/** Hashes that only the chain needs; and what stands elsewhere on the page. */
const elsewhere = new Set(['versions', 'count', ...ofRefusal])

/** Every field of an event in words. */
export function EventFacts({ event }: { event: WholeEvent }) {
  const facts: { label: string; value: ReactNode }[] = [
    { label: 'When', value: <RelativeTime at={event.at} /> },
    {
      label: 'Who',
      value: <ObjectLink type="user" id={event.whoId} name={event.who} there={event.whoThere} />,
    },
  ]
  const { objectType, application } = event
  if (objectType)
    facts.push({
      label: (eventObjects as Record<string, string>)[objectType] ?? objectType,
      value: (
        <ObjectLink type={objectType} id={event.objectId} name={event.object} there={event.objectThere} />
      ),
    })
  if (application && objectType !== 'application')
    facts.push({
      label: 'Application',
      value: (
        <ObjectLink
          type="application"
          id={event.applicationId}
          name={application}
          there={event.applicationThere}
        />
      ),
    })
  facts.push({ label: 'From address', value: event.address ?? 'The tenant itself' })
  for (const [name, value] of Object.entries(event.detail))
    if (!elsewhere.has(name) && inWords(name, value) !== '')
      facts.push({
        label: details[name] ?? capital(separate(name)),
        value: <bdi>{inWords(name, value)}</bdi>,
      })
  facts.push(
    { label: 'Kind of event', value: <code>{event.type}</code> },
    { label: 'Level', value: event.level },
    { label: 'Number in the log', value: event.number.toLocaleString() },
    { label: 'Request ID', value: <code>{event.request}</code> },
  )
  return (
    <Panel aria-label="What was recorded">
      <Facts facts={facts} />
    </Panel>
  )
}

function inWords(name: string, value: unknown): string {
  if (name === 'by') return sessionOf(value)
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const sessionOf = (by: unknown) =>
  typeof by === 'object' && by !== null && 'session' in by && typeof by.session === 'string' ? by.session : ''

/** "redirectUri" → "redirect uri" */
const separate = (name: string) => name.replace(/([A-Z])/g, ' $1').toLowerCase()

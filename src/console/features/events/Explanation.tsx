import { useQuery } from '@tanstack/react-query'
import type { Result } from '#console/api/call.ts'
import { fieldId } from '#console/form/fieldAddress.ts'
import { CodeBlock } from '#console/ui/CodeBlock.tsx'
import { Facts } from '#console/object/Facts.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { nouns } from '#schema/nouns.ts'
import { Difference } from './Difference.tsx'
import { explanationQuery, type WholeEvent } from './eventQueries.ts'
import { Refusal } from './Refusal.tsx'

type Explained = Result<'failuresExplain'>

const mendedBy: Record<Explained['by'], string> = {
  client: 'Whoever looks after the client',
  tenant: 'An administrator here',
  person: 'The person who signs in',
  identityProvider: 'Whoever looks after the identity provider',
}

/** Why a request was refused: what was expected, what came, what that means, where it is mended, and what to tell the client's owner. */
export function Explanation({ event }: { event: WholeEvent }) {
  // The loader asked; what the event says itself is there in any case
  const { data } = useQuery(explanationQuery(event.id))
  if (!data) return <Refusal event={event} />
  const { title, why, expected, seen, told, cause, cure, by, nearest, mend, count, letter } = data
  const facts = [
    { label: 'Expected', value: expected },
    // With the nearest registered one beside it, it stands above
    { label: 'What came', value: nearest ? '' : seen },
    { label: 'What the caller was told', value: told },
    { label: 'Usual cause', value: cause },
    { label: 'What to do', value: cure },
    { label: 'Who mends it', value: mendedBy[by] },
  ].flatMap(({ label, value }) => (value === '' ? [] : [{ label, value: <bdi>{value}</bdi> }]))
  return (
    <>
      <Panel aria-label="Why it was refused" style={{ marginBottom: 24 }}>
        <h2>{title}</h2>
        {why !== '' && <p>{why}</p>}
        {nearest && <Difference nearest={nearest} />}
        <Facts facts={facts} />
        {count > 1 && (
          <SeverityText severity="info">
            It stands for {count.toLocaleString()} like it within a minute, of which this is the last.
          </SeverityText>
        )}
        {mend && <MendLink mend={mend} />}
      </Panel>
      <section style={{ marginBottom: 24 }}>
        <SectionHeading>For the owner of the client</SectionHeading>
        <p>Copy this and send it to whoever looks after the client. It holds no secret.</p>
        <CodeBlock label="text for the owner of the client" code={letter} prose />
      </section>
    </>
  )
}

function MendLink({ mend: { type, id, tab, setting, label } }: { mend: NonNullable<Explained['mend']> }) {
  return (
    <p style={{ marginBottom: 0 }}>
      <ButtonLink
        to={`${nouns[type].path}/$id/$tab` as const}
        params={{ id, tab }}
        {...(setting === null ? {} : { hash: fieldId(tab, setting) })}
      >
        Go to {label}
      </ButtonLink>
    </p>
  )
}

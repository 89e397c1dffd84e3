import { useQuery } from '@tanstack/react-query'
import { holdsAny } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ChangesInWords } from '#console/form/ChangesInWords.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { nounCategories } from '#schema/nounCategories.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import type { WholeEvent } from './eventQueries.ts'

/** What a change of an object changed, for whoever may look at the object. */
export function EventChanges({
  event: { objectType, objectId, objectThere, detail },
}: {
  event: WholeEvent
}) {
  const { me, offered } = signedInRoute.useRouteContext()
  const { version } = detail
  if (objectType === null || objectId === null || typeof version !== 'number') return null
  if (!(objectType in nouns) || !offered('historyGet')) return null
  const type = objectType as ObjectType
  if (!holdsAny(me, ...nouns[type].readers)) return null
  return <Changes type={type} id={objectId} version={version} there={objectThere} />
}

type Props = { type: ObjectType; id: string; version: number; there: boolean }

function Changes({ type, id, version, there }: Props) {
  const { one, path } = nouns[type]
  const { data, error, refetch } = useQuery(query('historyGet', { type, id, version }))
  return (
    <section style={{ marginTop: 32 }}>
      <SectionHeading>What changed</SectionHeading>
      {error ? (
        <ProblemBanner {...problemInWords(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <p role="status">Reading the change…</p>
      ) : data === null || data.changes.length === 0 ? (
        <p>{version === 1 ? `The ${one} was made.` : 'No setting changed; what else did is told above.'}</p>
      ) : (
        <ChangesInWords
          categories={nounCategories[type]}
          changes={data.changes.map(({ path: at, before, after }) => ({ path: at, before, after }))}
        />
      )}
      {there && (
        <p>
          <TextLink to={`${path}/$id/$tab` as const} params={{ id, tab: 'changelog' }}>
            Changelog of this {one}
          </TextLink>
        </p>
      )}
    </section>
  )
}

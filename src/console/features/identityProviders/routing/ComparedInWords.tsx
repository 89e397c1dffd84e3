import { SeverityText } from '#console/ui/SeverityText.tsx'
import type { Obstacle } from '#schema/routing/comparison.ts'
import type { Compared } from './compare.ts'
import { Names } from '#console/ui/Names.tsx'

const obstacles: Record<Obstacle, string> = {
  state: 'the account is locked, disabled or expired',
  noPassword: 'no password is kept here',
  requiresFederation: 'a role requires federation, and no rule leads anywhere',
  accountExists: 'the account is not linked, and the identity provider maps nobody to an account that exists',
  otherDomain: 'the identity provider has no rule for the domain of the account',
  holdsRights: 'the account has administrative rights and is not linked',
  serviceUser: 'a service user signs in at no identity provider',
}

const inWords = (count: number) => (count === 1 ? 'One person' : `${count} people`)

/** What a comparison found: who moves, then who cannot sign in. */
export function ComparedInWords({
  found: { done, moves, kept, unknown },
  providers,
}: {
  found: Compared
  providers: ReadonlyMap<string, string>
}) {
  const place = (id: string) =>
    id === 'directories' ? 'the directory' : id === 'nowhere' ? 'nowhere' : (providers.get(id) ?? id)
  const fresh = kept.filter(({ New }) => New > 0)
  const before = kept.reduce((sum, { Count, New }) => sum + Count - New, 0)
  return (
    <>
      <p>
        {inWords(done)} looked at.{' '}
        {moves.length === 0 && 'Everybody signs in where they do by the saved rules.'}
      </p>
      <ul>
        {moves.map(({ From, To, Count, People }) => (
          <li key={`${From} ${To}`}>
            <strong>
              {inWords(Count)} {Count === 1 ? 'moves' : 'move'}
            </strong>{' '}
            from <bdi>{place(From)}</bdi> to <bdi>{place(To)}</bdi>. <Names of={People} />
          </li>
        ))}
      </ul>
      {fresh.map(({ Obstacle: obstacle, New, People }) => (
        <SeverityText key={obstacle} severity="danger">
          {inWords(New)} who can sign in now cannot then: {obstacles[obstacle]}. <Names of={People} />
        </SeverityText>
      ))}
      {before > 0 && <p>{inWords(before)} cannot sign in, as it is now.</p>}
      {unknown.length > 0 && (
        <p>
          {inWords(unknown.length)} {unknown.length === 1 ? 'has' : 'have'} no account here.{' '}
          <Names of={unknown.slice(0, 20)} />
        </p>
      )}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { routingQuery } from './routing/routingQuery.ts'
import { query } from '#console/api/queries.ts'
import { Names } from '#console/ui/Names.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { userAgents } from '#schema/routing/userAgent.ts'

/** The rules that lead to an identity provider, as the whole list has them, with the people whom they take there while it is active. */
export function RulesOf({ id }: { id: string }) {
  const { data } = useQuery(routingQuery)
  const people = useQuery(query('getPeopleOfRules', { IdentityProvider: id })).data
  const takes = new Map(people?.Rules.map((rule) => [rule.ID, rule]))
  const rules = data?.Rules.map((rule, index) => ({ ...rule, number: index + 1 })).filter(
    ({ IdentityProvider }) => IdentityProvider === id,
  )
  return (
    <>
      <p>
        All rules stand in one list of the tenant, of which the first that fits decides.{' '}
        <TextLink to="/routing-rules">Change the routing rules</TextLink>
      </p>
      {rules?.length === 0 && (
        <SeverityText severity="warning">
          No rule leads here, so nobody signs in through this identity provider.
        </SeverityText>
      )}
      {/* Numbered as in the whole list */}
      <ul style={{ listStyle: 'none', padding: 0 }}>
        {rules?.map(({ ID, number, Domain, UserAgent, RoleName, Enabled }) => (
          <li key={ID}>
            {number}. <bdi>{Domain || 'Everybody but System Administrators'}</bdi>, {userAgents[UserAgent]}
            {RoleName && (
              <>
                , role <bdi>{RoleName}</bdi>
              </>
            )}
            {!Enabled && ', off'}
            {Enabled && people && (
              <Takes {...(takes.get(ID) ?? { Count: 0, People: [] })} complete={people.Complete} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Takes({ Count, People, complete }: { Count: number; People: string[]; complete: boolean }) {
  const some = Count === 1 ? 'one person' : `${Count} people`
  return (
    <>
      : takes {!complete && 'at least '}
      {Count === 0 ? 'nobody who has an account' : some}. <Names of={People} />
    </>
  )
}

import { styled } from '@mui/material/styles'
import type { Result } from '#console/api/call.ts'
import { Fold } from '#console/object/consequences/Fold.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { federatedDirectory } from '#schema/directoryService.ts'

type Judged = NonNullable<Result<'judgeFederatedSignIn'>>

/** What the sign-in makes of somebody: the account and why, what was required, and each group. */
export function Judgement({ of }: { of: Judged }) {
  const { Account, Required, Mapping, Groups, NotKept } = of
  return (
    <>
      <AccountInWords account={Account} mapping={Mapping} />
      {NotKept.length > 0 && (
        <SeverityText severity="warning">
          The values of {NotKept.join(', ')} were not kept. Start the test sign-in again to count them.
        </SeverityText>
      )}
      {Required.map(({ Claim, Passed, Sent, Near, Accepted }) => (
        <Line key={Claim}>
          <code>{Claim}</code> {Passed ? 'is there, as required.' : <Lacking {...{ Sent, Near, Accepted }} />}
        </Line>
      ))}
      {Groups && <GroupsOf groups={Groups} />}
    </>
  )
}

function AccountInWords({ account, mapping }: { account: Judged['Account']; mapping: Judged['Mapping'] }) {
  const { Outcome, Name, Directory, Expected, Seen, Cure } = account
  const name = Name === null ? 'An account that you may not see' : <bdi>{Name}</bdi>
  if (Outcome === 'denied')
    return (
      <>
        <SeverityText severity="danger">Would not be signed in.</SeverityText>
        <Line>{Seen}.</Line>
        <Quiet>
          Expected: {Expected}. {Cure}
        </Quiet>
      </>
    )
  return (
    <>
      <Line>
        <strong>{name}</strong>
      </Line>
      <Line>
        {Outcome === 'linked' &&
          'An account that is linked to this person already: mapping decides nothing any more.'}
        {Outcome === 'mapped' && mapping && (
          <>
            An account that is there: its {mapping.Attribute} is what the claim <code>{mapping.Claim}</code>{' '}
            says
            {mapping.Value !== null && (
              <>
                , <bdi>{mapping.Value}</bdi>
              </>
            )}
            .
          </>
        )}
        {Outcome === 'created' &&
          `A new ${Directory === federatedDirectory ? 'federated user' : 'user of the Cloud Directory'}: ${
            mapping === null ? 'mapping is disabled.' : 'no account matches.'
          }`}
      </Line>
      {Outcome === 'created' && mapping && mapping.Value === null && (
        <Line>
          The claim <code>{mapping.Claim}</code> did not come, so nothing was compared.
          <ByCase near={mapping.Near} />
        </Line>
      )}
    </>
  )
}

function Lacking({ Sent, Near, Accepted }: Pick<Judged['Required'][number], 'Sent' | 'Near' | 'Accepted'>) {
  return (
    <>
      {Sent.length === 0 ? 'did not come.' : `came as ${Sent.join(', ')}, not ${Accepted.join(' or ')}.`}
      <ByCase near={Near} />
    </>
  )
}

function ByCase({ near }: { near: string | null }) {
  return (
    near !== null && (
      <>
        {' '}
        <code>{near}</code> came, which differs in upper and lower case.
      </>
    )
  )
}

function GroupsOf({ groups }: { groups: NonNullable<Judged['Groups']> }) {
  const { Claim, Near, Overage, PassedOver, Count, Values } = groups
  return (
    <>
      <h3>Groups</h3>
      {Count === 0 && (
        <Line>
          No group came in <code>{Claim}</code>.
          <ByCase near={Near} />
        </Line>
      )}
      {Overage && (
        <SeverityText severity="warning">
          There are too many groups to be sent: the identity provider only says where to ask. Let it send the
          groups that are assigned to this application alone.
        </SeverityText>
      )}
      <Fold items={Values} most={8}>
        {(shown) => (
          <List>
            {shown.map(({ Value, Groups, Near: row }) => (
              <li key={Value}>
                <bdi>{Value}</bdi>:{' '}
                {Groups.length > 0
                  ? Groups.map(({ Name, New }) => (New ? `${Name} (new)` : Name)).join(', ')
                  : row === null
                    ? 'no row'
                    : `no row. The row ${row} differs in upper and lower case`}
              </li>
            ))}
          </List>
        )}
      </Fold>
      {Count > Values.length && <Quiet>And {Count - Values.length} more without a row.</Quiet>}
      {PassedOver.length > 0 && (
        <Quiet>
          Passed over, because it is no text: <code>{PassedOver.join(', ')}</code>
        </Quiet>
      )}
    </>
  )
}

const Line = styled('p')(({ theme }) => ({ margin: theme.spacing(1, 0), overflowWrap: 'anywhere' }))

const Quiet = styled(Line)(({ theme }) => ({
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
}))

const List = styled('ul')(({ theme }) => ({
  margin: 0,
  paddingLeft: theme.spacing(5),
  overflowWrap: 'anywhere',
}))

import { styled } from '@mui/material/styles'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { isLive, mostLiveSecrets, type SecretHead, type SecretOwner } from '#schema/secret.ts'
import { AddSecretDialog } from './AddSecretDialog.tsx'
import { RevokeSecretDialog } from './RevokeSecretDialog.tsx'
import { SecretRow } from './SecretRow.tsx'
import { secretsQuery } from './secretsQuery.ts'

type Props = {
  owner: SecretOwner
  /** Why nothing can be changed here. */
  disabledReason?: string | undefined
}

/** The secrets of a confidential client: since when and until when each is good, and whether it is still used. A second one is added here, and one is revoked. */
export function SecretList(props: Props) {
  const { offered } = signedInRoute.useRouteContext()
  if (offered('secretsList', 'secretsAdd', 'secretsRevoke')) return <Secrets {...props} />
  return (
    <Section aria-label="Secrets of the client">
      <SectionHeading>Secrets</SectionHeading>
      <Help>
        This tenant has no calls that list, add or revoke the secrets of a client one by one. The vendor’s
        portal sets its one secret.
      </Help>
    </Section>
  )
}

function Secrets({ owner, disabledReason }: Props) {
  const { data, error, refetch, dataUpdatedAt } = useQuery(secretsQuery(owner))
  const [adding, setAdding] = useState(false)
  const [revoking, setRevoking] = useState<SecretHead | null>(null)
  const section = useRef<HTMLElement>(null)
  // The button that opened the dialog may be gone: Add moves when there is a first secret, and Revoke goes with its row
  const goOnHere = () =>
    setTimeout(() => {
      if (document.activeElement === document.body) section.current?.querySelector('button')?.focus()
    })
  const live = (data ?? []).filter((each) => isLive(each, dataUpdatedAt))
  const full = live.length >= mostLiveSecrets && 'Two secrets are live. Revoke one first.'
  const add = (
    <Button icon={Plus} onClick={() => setAdding(true)} disabledReason={disabledReason ?? full}>
      Add secret
    </Button>
  )
  return (
    <Section ref={section} aria-label="Secrets of the client">
      <SectionHeading actions={data && data.length > 0 && add}>Secrets</SectionHeading>
      <Help>
        A client can have two secrets at a time, so that its programs change over without a gap: add the
        second, give it to every program, wait until the first is no longer used, and revoke it.
      </Help>
      {error && <ProblemBanner {...problemInWords(error)} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">Reading the secrets…</p>}
      {data && live.length === 0 && data.length > 0 && (
        <SeverityText severity="danger">
          Every secret has expired. The client gets no tokens until you add one.
        </SeverityText>
      )}
      {data &&
        (data.length === 0 ? (
          <EmptyState actions={add}>
            A secret is what the client proves itself with. It has none, so it gets no tokens until you add
            one.
          </EmptyState>
        ) : (
          <List aria-label="Secrets">
            {data.map((secret) => (
              <SecretRow
                key={secret.id}
                secret={secret}
                now={dataUpdatedAt}
                disabledReason={disabledReason}
                onRevoke={() => setRevoking(secret)}
              />
            ))}
          </List>
        ))}
      {adding && (
        <AddSecretDialog
          owner={owner}
          beside={live.length > 0}
          onClose={() => {
            setAdding(false)
            goOnHere()
          }}
        />
      )}
      {revoking && (
        <RevokeSecretDialog
          owner={owner}
          secret={revoking}
          others={live.filter(({ id }) => id !== revoking.id).length}
          now={dataUpdatedAt}
          onClose={() => {
            setRevoking(null)
            goOnHere()
          }}
        />
      )}
    </Section>
  )
}

const Section = styled('section')(({ theme }) => ({ maxWidth: 640, marginBottom: theme.spacing(8) }))

const Help = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(0, 0, 4),
  color: theme.vars.palette.text.secondary,
}))

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
}))

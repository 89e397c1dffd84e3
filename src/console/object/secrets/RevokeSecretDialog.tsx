import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { isLive, type SecretHead, type SecretOwner } from '#schema/secret.ts'
import { secretName } from './secretName.ts'

type Props = {
  owner: SecretOwner
  secret: SecretHead
  /** How many other live secrets the client has. */
  others: number
  now: number
  onClose: () => void
}

export function RevokeSecretDialog({ owner, secret, others, now, onClose }: Props) {
  const { mutateAsync } = useAct('secretsRevoke')
  const { lastUsedAt } = secret
  const live = isLive(secret, now)
  const revoke = async () => {
    await mutateAsync({ owner, id: secret.id })
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Revoke ${secretName(secret)}?`}
      confirm="Revoke secret"
      problemInWords={problemInWords}
      onConfirm={revoke}
      onClose={onClose}
    >
      {live ? (
        <>
          <p>
            {others > 0
              ? 'Programs that send this secret are refused at once; those that send the other one go on.'
              : 'This is the only live secret. The client gets no tokens until you add another one.'}{' '}
            Tokens that were given for this secret end at once, people’s too.
          </p>
          {lastUsedAt !== null && (
            <p>
              It was last used <RelativeTime at={lastUsedAt} />.
            </p>
          )}
        </>
      ) : (
        <p>It has expired and opens nothing any more. Revoking it takes it off the list.</p>
      )}
      <p>Nothing can restore the secret.</p>
    </ConfirmDialog>
  )
}

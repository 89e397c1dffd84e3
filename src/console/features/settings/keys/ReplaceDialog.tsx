import { ApiProblem, problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import type { SigningKey } from './keysQuery.ts'

/** For a key that may be in somebody else's hands. All that follows is said, because nothing less justifies it. */
export function ReplaceDialog({ signing, onClose }: { signing: SigningKey; onClose: () => void }) {
  const { mutateAsync } = useAct('keysReplace')
  const replace = async () => {
    await mutateAsync({ kid: signing.kid })
    onClose()
  }
  return (
    <ConfirmDialog
      title="Replace every key now"
      confirm="Revoke and replace"
      problemInWords={inWords}
      onConfirm={replace}
      onClose={onClose}
    >
      <p>
        For when somebody else may have a key. Otherwise rotate: that refuses nobody. A new key signs at once,
        and every other one is revoked:
      </p>
      <ul>
        <li>Every signed token that was issued so far is refused. Programs have to get new ones.</li>
        <li>Everybody signs in to applications again, you to this console too.</li>
        <li>
          APIs that check tokens by themselves go by the keys that they have read, for up to five minutes:
          until then they still accept old tokens and refuse new ones.
        </li>
        <li>Nothing can bring the revoked keys back.</li>
      </ul>
    </ConfirmDialog>
  )
}

const inWords = (error: unknown) =>
  error instanceof ApiProblem && error.code === 'stale'
    ? { ...problemInWords(error), todo: 'Close this and look at the keys again.' }
    : problemInWords(error)

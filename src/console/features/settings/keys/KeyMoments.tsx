import { dayOf } from '#console/ui/relativeTime.ts'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import type { SigningKey } from './keysQuery.ts'

/** What a key does and when that changes, in words. */
export function KeyMoments({ of: key }: { of: SigningKey }) {
  const { state, publishedFrom, signsFrom, stopsSigningAt, leavesAt } = key
  switch (state) {
    case 'upcoming':
      return (
        <>
          Starts to sign <RelativeTime at={signsFrom} />. Published <RelativeTime at={publishedFrom} />.
        </>
      )
    case 'signing':
      return (
        <>
          Started to sign <RelativeTime at={signsFrom} />.{' '}
          {stopsSigningAt === null ? (
            'Stops when a newer key takes over.'
          ) : (
            <>
              Stops <RelativeTime at={stopsSigningAt} />. {staysUntil(leavesAt)}
            </>
          )}
        </>
      )
    case 'verifying':
      return (
        <>
          Stopped signing <RelativeTime at={stopsSigningAt} />. {staysUntil(leavesAt)}
        </>
      )
    case 'revoked':
      return (
        <>
          Revoked <RelativeTime at={leavesAt} />. Nothing that it signed is accepted.
        </>
      )
    case 'gone':
      return (
        <>
          Left <RelativeTime at={leavesAt} />. Nothing that it signed is valid any more.
        </>
      )
  }
}

const staysUntil = (leavesAt: number | null) =>
  leavesAt === null ? '' : `Stays published until ${dayOf(leavesAt)}, for tokens that it signed.`

import { styled } from '@mui/material/styles'
import { Button } from '#console/ui/Button.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { days } from '#schema/duration.ts'
import { isLive, type SecretHead } from '#schema/secret.ts'
import { secretName } from './secretName.ts'

type Props = {
  secret: SecretHead
  now: number
  disabledReason: string | undefined
  onRevoke: () => void
}

/** What is known of one secret, in a line of its own. */
export function SecretRow({ secret, now, disabledReason, onRevoke }: Props) {
  const { createdAt, expiresAt, lastUsedAt } = secret
  const name = secretName(secret)
  const live = isLive(secret, now)
  return (
    <Row>
      <Words>
        <Name>
          <bdi>{name}</bdi> {!live && <StatusChip tone="bad">Expired</StatusChip>}
          {live && expiresAt !== null && expiresAt < now + soon && (
            <StatusChip tone="caution">Expires soon</StatusChip>
          )}
        </Name>
        <Facts>
          <span>
            Created <RelativeTime at={createdAt} />
          </span>
          <span>
            {expiresAt === null ? (
              'Never expires'
            ) : (
              <>
                {live ? 'Expires' : 'Expired'} <RelativeTime at={expiresAt} />
              </>
            )}
          </span>
          <span>
            {lastUsedAt === null ? (
              'Never used'
            ) : (
              <>
                Last used <RelativeTime at={lastUsedAt} />
              </>
            )}
          </span>
        </Facts>
      </Words>
      <Button aria-label={`Revoke ${name}`} disabledReason={disabledReason} onClick={onRevoke}>
        Revoke
      </Button>
    </Row>
  )
}

/** Milliseconds before its end from which a secret is said to expire soon: time enough to change over. */
const soon = days(14) * 1000

const Row = styled('li')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2, 4),
  padding: theme.spacing(3, 4),
  '& + &': { borderTop: `1px solid ${theme.vars.palette.divider}` },
}))

const Words = styled('div')({ flex: '1 1 14rem', minWidth: 0 })

const Name = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1, 2),
  fontWeight: 500,
  overflowWrap: 'anywhere',
  '& bdi': { minWidth: 0 },
}))

const Facts = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: theme.spacing(4),
  color: theme.vars.palette.text.secondary,
}))

import { styled } from '@mui/material/styles'
import { CopyField } from '#console/ui/CopyField.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import type { Result } from '#console/api/call.ts'
import { ProviderFindings } from '../ProviderFindings.tsx'
import { Readiness } from './Readiness.tsx'
import { useReadiness } from './useReadiness.ts'

type Props = { id: string; provider: NonNullable<Result<'getIdentityProvider'>> }

/** What guided setup has made, and what lacks before people sign in by it. */
export function DonePage({ id, provider }: Props) {
  const parts = useReadiness(id)
  if (!parts) return null
  const ready = parts.every(({ state }) => state !== 'lacks')
  return (
    <>
      <PageHeader
        title={ready ? `${provider.Name} is ready` : `${provider.Name} is not ready yet`}
        actions={
          <ButtonLink to="/identity-providers/$id/$tab" params={{ id, tab: 'settings' }}>
            Open the identity provider
          </ButtonLink>
        }
      >
        {ready
          ? 'People of its routing rules are sent there when they give their name.'
          : 'It exists, and nobody signs in by it before the rest is there.'}
      </PageHeader>
      <ProviderFindings id={id} />
      <Columns>
        <Panel aria-labelledby="readiness">
          <h2 id="readiness">What is there</h2>
          <Readiness
            parts={parts}
            wayTo={({ place, act }) => (
              <ButtonLink to="/identity-providers/setup/$id" params={{ id }} search={{ step: place }}>
                {act}
              </ButtonLink>
            )}
          />
        </Panel>
        <Panel aria-labelledby="begin-there">
          <h2 id="begin-there">Where people begin</h2>
          <p>
            At any application here, with a login name of a routed domain. Or at the identity provider: it
            sends them to this address.
          </p>
          <CopyField label="Initiate login URL" value={provider.Gatewright.InitiateLoginUrl} whole />
        </Panel>
      </Columns>
    </>
  )
}

const Columns = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
  gap: theme.spacing(5),
  alignItems: 'start',
  [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
}))

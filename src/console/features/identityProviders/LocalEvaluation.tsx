import { styled } from '@mui/material/styles'
import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { isLoopback } from '#schema/plainHttp.ts'

/** Says that an identity provider on this machine is for trying things out (SS-03). */
export function LocalEvaluation() {
  const { form } = useHeldForm()
  const address: unknown = useWatch({ control: form.control, name: 'inboundMetadata.metadataUrl' })
  if (typeof address !== 'string' || !URL.canParse(address) || !isLoopback(new URL(address))) return null
  return (
    <Said>
      <SeverityText severity="info">
        Local evaluation. This identity provider is on the machine of the tenant, which asks it only as long
        as nobody else reaches the tenant. For anybody else it needs a public https address.
      </SeverityText>
    </Said>
  )
}

const Said = styled('div')(({ theme }) => ({ marginTop: theme.spacing(5), maxWidth: 640 }))

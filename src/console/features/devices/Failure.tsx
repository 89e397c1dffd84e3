import { styled } from '@mui/material/styles'
import type { Result } from '#console/api/call.ts'
import { fieldId } from '#console/form/fieldAddress.ts'
import { TextLink } from '#console/ui/links.tsx'
import { deviceScreens } from '#schema/device/steps.ts'

export type DeviceFailure = NonNullable<Result<'testDevice'>['Failure']>

/** What a step met, what it expected, and the way to where it is mended. */
export function Failure({ of }: { of: DeviceFailure }) {
  return (
    <Words>
      <span>{of.Seen}.</span>
      <span>Expected: {of.Expected}.</span>
      <span>{of.Cure}</span>
      <Mended of={of} />
    </Words>
  )
}

/** The setting that mends it, on its tab. */
const settings: Partial<Record<DeviceFailure['Screen'], string>> = {
  description: fieldId('description', 'applicationId'),
  tokens: fieldId('tokens', 'authMethods'),
  scope: fieldId('scope', 'scopes'),
  userAccess: fieldId('userAccess', 'grants'),
}

function Mended({ of: { Screen, Own, Place } }: { of: DeviceFailure }) {
  const where = deviceScreens[Screen]
  if (Screen === 'device') return <span>Mended in: {where}</span>
  if (Place?.Type === 'application') {
    const hash = settings[Screen]
    return (
      <TextLink to="/apps/$id/$tab" params={{ id: Place.ID, tab: Place.Tab }} {...(hash && { hash })}>
        {where}
      </TextLink>
    )
  }
  if (Place)
    return (
      <TextLink to="/users/$id/$tab" params={{ id: Place.ID, tab: Place.Tab }}>
        {where}
      </TextLink>
    )
  if (!Own) return <span>Mended in that tenant: {where}</span>
  return Screen === 'user' || Screen === 'roles' ? (
    <TextLink to="/users">{where}: find it among the users</TextLink>
  ) : (
    <TextLink to="/apps">{where}: find it among the applications</TextLink>
  )
}

const Words = styled('div')({ overflowWrap: 'anywhere', '& > *': { display: 'block', width: 'fit-content' } })

import { styled } from '@mui/material/styles'
import { useWatch } from 'react-hook-form'
import { lackOf } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { ConsequenceFrame } from '#console/object/consequences/ConsequenceFrame.tsx'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'
import { toIdentityProviderWire } from '#schema/identityProvider/wire.ts'
import { AccountOf } from './AccountOf.tsx'
import { TestSignIn } from './TestSignIn.tsx'

/** What the settings mean as they are typed, from the code of the sign-in. For whoever may save them. */
export function IdentityProviderConsequences({ id }: { id: string }) {
  const { me, offered } = signedInRoute.useRouteContext()
  if (!offered('startTestSignIn', 'judgeFederatedSignIn')) return null
  const lack = lackOf(me, 'fedman')
  return (
    <ConsequenceFrame busy={false}>
      {lack === undefined ? (
        <Tried id={id} />
      ) : (
        <Quiet>What is not saved is tried by whoever may save it. {lack}</Quiet>
      )}
    </ConsequenceFrame>
  )
}

function Tried({ id }: { id: string }) {
  const { form } = useHeldForm()
  // The form of this page holds an identity provider
  const typed = useWatch({ control: form.control }) as unknown as IdentityProviderConfig
  const settings = toIdentityProviderWire(typed)
  return (
    <>
      <TestSignIn id={id} settings={settings} />
      <AccountOf id={id} settings={settings} />
    </>
  )
}

const Quiet = styled('p')(({ theme }) => ({
  margin: theme.spacing(2, 0, 0),
  color: theme.vars.palette.text.secondary,
}))

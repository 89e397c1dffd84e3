import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { lackOf } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ConsequenceFrame } from '#console/object/consequences/ConsequenceFrame.tsx'
import { RulesOf } from '../RulesOf.tsx'
import { AccountOf } from './AccountOf.tsx'
import { TestSignIn } from './TestSignIn.tsx'
import { useTypedSettings } from './useTypedSettings.ts'

type Props = {
  id: string
  /** Whether the test sign-in stands elsewhere on the page. */
  accountAlone?: boolean
  /** Whether it is off, and may be switched on beside this. */
  off?: boolean
}

/** What the settings mean as they are typed, from the code of the sign-in. For whoever may save them. */
export function IdentityProviderConsequences({ id, accountAlone = false, off = false }: Props) {
  const { offered } = signedInRoute.useRouteContext()
  const settings = useTypedSettings()
  if (!offered('startTestSignIn', 'judgeFederatedSignIn')) return null
  return (
    <ConsequenceFrame busy={false}>
      {off && (
        <section>
          <h3>Whom it takes once it is on</h3>
          <RulesOf id={id} />
        </section>
      )}
      <WhoeverMaySave>
        {!accountAlone && <TestSignIn id={id} settings={settings} />}
        <AccountOf id={id} settings={settings} />
      </WhoeverMaySave>
    </ConsequenceFrame>
  )
}

/** The test sign-in in the middle of the page. */
export function TestSignInAlone({ id }: { id: string }) {
  const { offered } = signedInRoute.useRouteContext()
  const settings = useTypedSettings()
  if (!offered('startTestSignIn')) return <p>This tenant has no test sign-in.</p>
  return (
    <WhoeverMaySave>
      <TestSignIn id={id} settings={settings} alone />
    </WhoeverMaySave>
  )
}

function WhoeverMaySave({ children }: { children: ReactNode }) {
  const lack = lackOf(signedInRoute.useRouteContext().me, 'fedman')
  return lack === undefined ? (
    children
  ) : (
    <Quiet>What is not saved is tried by whoever may save it. {lack}</Quiet>
  )
}

const Quiet = styled('p')(({ theme }) => ({
  margin: theme.spacing(2, 0, 0),
  color: theme.vars.palette.text.secondary,
}))

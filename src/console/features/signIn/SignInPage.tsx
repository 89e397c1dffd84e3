import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { sessionQuery } from '#console/api/session.ts'
import { goToSignIn } from '#console/api/sessionEnd.ts'
import { Button } from '#console/ui/Button.tsx'
import { MessagePage } from '#console/ui/MessagePage.tsx'
import { noteAttempt, triedJustNow } from './signInAttempt.ts'

const route = getRouteApi('/sign-in')

/** Leads to the tenant's sign-in page by itself; stops to explain when that has just been tried and nobody is signed in yet. */
export function SignInPage() {
  const { returnTo } = route.useSearch()
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const [inVain] = useState(triedJustNow)
  const signIn = () => {
    noteAttempt()
    goToSignIn(returnTo)
  }
  useEffect(() => {
    if (inVain) return
    noteAttempt()
    goToSignIn(returnTo)
  }, [inVain, returnTo])
  return (
    <MessagePage
      title={inVain ? 'You are not signed in' : `Taking you to the sign-in page of ${tenant.host}`}
      actions={
        <Button look="primary" onClick={signIn}>
          Sign in
        </Button>
      }
    >
      {inVain
        ? 'The sign-in ended without a session. Check that this browser accepts cookies from this address, then try again.'
        : 'If nothing happens, use the button.'}
    </MessagePage>
  )
}

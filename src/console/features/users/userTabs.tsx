import type { Result } from '#console/api/call.ts'
import type { Offered } from '#console/api/offered.ts'
import type { Tab } from '#console/object/ObjectTabs.tsx'
import { status } from '#schema/user/index.ts'
import { Memberships } from './access/Memberships.tsx'
import { RunnableApplications } from './access/RunnableApplications.tsx'
import { ClientTokens } from './activity/ClientTokens.tsx'
import { Consents } from './activity/Consents.tsx'
import { Sessions } from './activity/Sessions.tsx'
import { SignIns } from './activity/SignIns.tsx'

type Props = { id: string; user: Result<'getUserAttributes'>; offered: Offered }

/** What a user may do and why, where they are signed in, and what acts for them. A client never signs in, and agrees to nothing: it gets tokens. */
export function userTabs({ id, user: { Name, State, OauthClient }, offered }: Props): Tab[] {
  const words: Record<string, string> = status.settings.state.options
  return [
    ...(offered('getUserMemberships')
      ? [{ id: 'memberships', title: 'Roles and Groups', content: <Memberships id={id} /> }]
      : []),
    ...(offered('getUserApplications')
      ? [
          {
            id: 'applications',
            title: 'Applications',
            content: (
              <RunnableApplications
                id={id}
                stopped={State === 'None' ? undefined : (words[State] ?? State).toLowerCase()}
              />
            ),
          },
        ]
      : []),
    ...(offered('getUserSessions', 'getUserSignIns') && !OauthClient
      ? [
          {
            id: 'signIns',
            title: 'Sign-ins',
            content: (
              <>
                <Sessions id={id} name={Name} />
                <SignIns id={id} />
              </>
            ),
          },
        ]
      : []),
    ...(offered('eventsList') && OauthClient
      ? [{ id: 'tokens', title: 'Tokens', content: <ClientTokens id={id} name={Name} /> }]
      : []),
    ...(offered('getUserConsents') && !OauthClient
      ? [{ id: 'consents', title: 'Consents', content: <Consents id={id} name={Name} /> }]
      : []),
  ]
}

import { useQuery } from '@tanstack/react-query'
import { problemInWords } from '#console/api/problem.ts'
import { query, useAct } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'

type Props = { application: string; user: { id: string; name: string } }

/** The next step of a client that was made for an application: it may not run that one yet. */
export function RunOn({ application, user }: Props) {
  const { data } = useQuery(query('getApplication', { _RowKey: application }))
  const grant = useAct('setApplicationPermissions')
  if (!data) return null
  const name = data.Name ?? 'the application'
  return (
    <>
      {grant.error && <ProblemBanner {...problemInWords(grant.error)} focused />}
      <NoticeBanner
        actions={
          grant.isSuccess ? (
            <ButtonLink to="/apps/$id/$tab" params={{ id: application, tab: 'connect' }}>
              Connect {name}
            </ButtonLink>
          ) : (
            <Button
              busy={grant.isPending}
              onClick={() =>
                grant.mutate({
                  ID: application,
                  Grants: [
                    { Principal: user.name, PrincipalId: user.id, PType: 'User', Rights: 'View,Execute' },
                  ],
                })
              }
            >
              Give it Run on {name}
            </Button>
          )
        }
      >
        {grant.isSuccess
          ? `${user.name} may run ${name} now.`
          : `Without Run on ${name} it gets no token there.`}
      </NoticeBanner>
    </>
  )
}

import { getRouteApi } from '@tanstack/react-router'
import type { Result } from '#console/api/call.ts'
import { FormProblem } from '#console/form/FormProblem.tsx'
import type { ShownProblem } from '#console/form/useFaults.ts'
import { ButtonLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { othersOf } from './draft.ts'
import { lackForCreate } from './lackForCreate.ts'
import type { RecipeId } from '#schema/recipes/index.ts'

type Props = {
  id: string
  recipe: RecipeId
  drafts: Result<'draftsList'>
  restored: 'kept' | 'draft' | null
  problem: ShownProblem | null
  onRetry: () => void
}

const route = getRouteApi('/signedIn/apps/setup/$recipe')

/** What is to be known before one goes on. */
export function GuidedSetupNotices({ id, recipe, drafts, restored, problem, onRetry }: Props) {
  const { me } = route.useRouteContext()
  const lack = lackForCreate(me)
  const [other] = othersOf(drafts, recipe, id)
  return (
    <>
      <FormProblem problem={problem} onRetry={onRetry} />
      {lack && (
        <NoticeBanner>
          You can fill this in and it is kept as a draft, but you cannot create the client. {lack}
        </NoticeBanner>
      )}
      {restored && (
        <NoticeBanner>
          {restored === 'kept'
            ? 'What you had typed is back. A secret has to be typed again.'
            : 'This is your draft, where you left it.'}
        </NoticeBanner>
      )}
      {!restored && other && (
        <NoticeBanner
          actions={
            <ButtonLink
              to="/apps/setup/$recipe"
              params={{ recipe }}
              search={{ draft: other.id }}
              // The present form is empty: it is no place to come back to.
              replace
            >
              Go on with it
            </ButtonLink>
          }
        >
          You have a draft, “<bdi>{other.title}</bdi>”, last changed <RelativeTime at={other.updatedAt} />.
        </NoticeBanner>
      )}
    </>
  )
}

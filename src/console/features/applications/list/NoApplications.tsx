import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ButtonLink } from '#console/ui/links.tsx'

type Props = {
  /** Filters or a search hide what there is. */
  narrowed: boolean
  /** Whether the tenant has guided setup. */
  guided: boolean
  /** Why the person sees only some of them, or none. */
  lack: string | undefined
  onShowAll: () => void
}

export function NoApplications({ narrowed, guided, lack, onShowAll }: Props) {
  if (narrowed)
    return (
      <EmptyState actions={<Button onClick={onShowAll}>Show all</Button>}>
        No application fits. The search looks in names, Application IDs, tags, owners, clients, redirects and
        scopes.
      </EmptyState>
    )
  if (lack)
    return (
      <EmptyState>
        You may look at no application: only those on which you hold a right are listed for you. To see all of
        them: {lack}
      </EmptyState>
    )
  return (
    <EmptyState
      actions={
        <>
          {guided && (
            <ButtonLink look="primary" to="/apps/setup/$recipe" params={{ recipe: 'siem' }}>
              Start guided setup
            </ButtonLink>
          )}
          <ButtonLink to="/apps/add">Look at the catalogue</ButtonLink>
        </>
      }
    >
      An application lets a program get tokens: which ones, for which APIs and for how long.{' '}
      {guided && 'Guided setup makes one for a SIEM that reads events, with everything it needs.'}
    </EmptyState>
  )
}

import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ButtonLink } from '#console/ui/links.tsx'

type Props = {
  /** Filters or a search hide what there is. */
  narrowed: boolean
  onShowAll: () => void
}

export function NoApplications({ narrowed, onShowAll }: Props) {
  if (narrowed)
    return (
      <EmptyState actions={<Button onClick={onShowAll}>Show all</Button>}>
        No application fits. The search looks in names, Application IDs, clients, redirects and scopes.
      </EmptyState>
    )
  return (
    <EmptyState
      actions={
        <>
          <ButtonLink look="primary" to="/apps/setup/$recipe" params={{ recipe: 'siem' }}>
            Start guided setup
          </ButtonLink>
          <ButtonLink to="/apps/add">Look at the catalogue</ButtonLink>
        </>
      }
    >
      An application lets a program get tokens: which ones, for which APIs and for how long. Guided setup
      makes one for a SIEM that reads events, with everything it needs.
    </EmptyState>
  )
}

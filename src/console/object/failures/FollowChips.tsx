import { FilterChips } from '#console/ui/FilterChips.tsx'

type Props = { what: string; follow: boolean; onChange: (follow: boolean) => void }

/** Whether what is new comes by itself. */
export const FollowChips = ({ what, follow, onChange }: Props) => (
  <FilterChips
    label={what}
    options={{ no: 'Paused', yes: 'Follow' }}
    value={follow ? 'yes' : 'no'}
    onChange={(chosen) => onChange(chosen === 'yes')}
  />
)

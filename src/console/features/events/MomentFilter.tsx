import { useId } from 'react'
import { Filter } from '#console/ui/FilterSelect.tsx'
import { localMoment, momentIn } from '#console/ui/localMoment.ts'

type Props = { label: string; at: number; onChange: (at: number) => void }

/** An end of a range of time, in the reader's time zone. 0 for none. */
export function MomentFilter({ label, at, onChange }: Props) {
  const id = useId()
  const take = ({ value }: HTMLInputElement) => {
    if (value !== (at === 0 ? '' : localMoment(at))) onChange(Math.max(0, momentIn(value) ?? 0))
  }
  return (
    <Filter>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        defaultValue={at === 0 ? '' : localMoment(at)}
        key={at}
        onBlur={({ currentTarget }) => take(currentTarget)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') take(currentTarget)
        }}
      />
    </Filter>
  )
}

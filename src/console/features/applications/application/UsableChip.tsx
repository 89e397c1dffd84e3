import { useQuery } from '@tanstack/react-query'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { lacksOf } from '../consequences/lacksOf.ts'
import { notUsableInWords } from '../connect/notUsableInWords.ts'
import { StateChip } from '../list/StateChip.tsx'

/** Whether the application is of use as it is saved, as Connect and the panel say it. Where that cannot be asked, the tenant's own state. */
export function UsableChip({ rowKey, state }: { rowKey: string; state: string }) {
  const offered = signedInRoute.useRouteContext().offered('previewSaved')
  const { data } = useQuery({ ...query('previewSaved', { rowKey }), enabled: offered })
  if (!data) return <StateChip state={state} />
  const lacks = lacksOf(data).length
  return (
    <StatusChip tone={lacks === 0 ? 'good' : 'caution'}>
      {lacks === 0 ? 'Usable' : notUsableInWords(lacks)}
    </StatusChip>
  )
}

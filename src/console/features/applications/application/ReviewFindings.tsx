import { styled } from '@mui/material/styles'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { previews, usePreview } from '../consequences/usePreview.ts'
import { usePreviewOf } from './usePreviewOf.ts'

/** What is dangerous or doubtful about the values that are about to be saved. The panel says it too, and is out of sight on a narrow screen. */
export function ReviewFindings(props: { rowKey: string }) {
  const { offered } = signedInRoute.useRouteContext()
  return offered(...previews) && <Findings {...props} />
}

function Findings({ rowKey }: { rowKey: string }) {
  const { preview } = usePreview(usePreviewOf(rowKey))
  const grave = (preview?.findings ?? []).filter(({ severity }) => severity !== 'info')
  if (grave.length === 0) return null
  return (
    <List aria-label="Findings">
      {grave.map(({ id, severity, message }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the same finding can concern several scopes
        <li key={`${id} ${index}`}>
          <SeverityText severity={severity}>{message}</SeverityText>
        </li>
      ))}
    </List>
  )
}

const List = styled('ul')(({ theme }) => ({
  ...theme.typography.body2,
  listStyle: 'none',
  margin: theme.spacing(3, 0, 0),
  padding: theme.spacing(2, 3),
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
  '& > li + li': { marginTop: theme.spacing(2) },
}))

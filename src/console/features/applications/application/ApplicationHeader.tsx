import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { query } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { endpointsOf } from '#schema/application/endpoints.ts'
import { templates } from '#schema/application/index.ts'
import { StateChip } from '../list/StateChip.tsx'
import { DeleteApplicationDialog } from './DeleteApplicationDialog.tsx'
import type { SavedApplication } from './savedApplication.ts'

type Props = { rowKey: string; saved: SavedApplication; readOnlyReason: string | undefined }

/** What it is, and what people look for: the Application ID and the token endpoint. */
export function ApplicationHeader({ rowKey, saved, readOnlyReason }: Props) {
  const { tenant } = useSuspenseQuery(query('capabilities')).data
  const [deleting, setDeleting] = useState(false)
  const { name, applicationId, logo } = saved.values.description
  const { token } = endpointsOf(tenant.url, applicationId)
  return (
    <>
      <PageHeader
        title={name}
        picture={logo}
        beside={
          <>
            <StatusChip>{templates[saved.template].title}</StatusChip>
            <StateChip state={saved.state} />
          </>
        }
        actions={
          <Button icon={Trash2} disabledReason={readOnlyReason} onClick={() => setDeleting(true)}>
            Delete
          </Button>
        }
      >
        <Identifiers>
          <Identifier name="Application ID" value={applicationId} />
          <Identifier name="Token endpoint" value={token} />
        </Identifiers>
      </PageHeader>
      {deleting && (
        <DeleteApplicationDialog
          rowKey={rowKey}
          name={name}
          applicationId={applicationId}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  )
}

const Identifier = ({ name, value }: { name: string; value: string }) => (
  <div>
    <span>{name}</span>
    <code translate="no">{value}</code>
    <CopyButton value={value} label={`Copy the ${name}`} />
  </div>
)

const Identifiers = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: theme.spacing(6),
  '& > div': { display: 'flex', alignItems: 'center', gap: theme.spacing(2), minWidth: 0 },
  '& span': { whiteSpace: 'nowrap' },
  '& code': { ...theme.typography.code, color: theme.vars.palette.text.primary, overflowWrap: 'anywhere' },
}))

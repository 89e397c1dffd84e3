import { styled } from '@mui/material/styles'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import type { Group } from './groupQueries.ts'

export function GroupHeader({ id, group }: { id: string; group: Group }) {
  const { me } = signedInRoute.useRouteContext()
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const deleteGroup = useAct('deleteGroup')
  const remove = async () => {
    await deleteGroup.mutateAsync({ ID: id })
    await navigate({ to: '/groups', ignoreBlocker: true })
  }
  return (
    <>
      <PageHeader
        title={group.Name}
        actions={
          <Button icon={Trash2} onClick={() => setDeleting(true)} disabledReason={lackOf(me, 'dsman')}>
            Delete
          </Button>
        }
      >
        <div style={{ maxWidth: 640 }}>
          <CopyField label="Group ID" value={id} />
        </div>
        {group.Roles && group.Roles.length > 0 && <Roles roles={group.Roles} />}
      </PageHeader>
      {group.Roles?.length === 0 && (
        <NoticeBanner>
          This group is in no role. Its members have only what applications permit the group itself; add it on
          the Members tab of a <TextLink to="/roles">role</TextLink> to give them more.
        </NoticeBanner>
      )}
      {deleting && (
        <ConfirmDialog
          title={`Delete ${group.Name}`}
          confirm="Delete group"
          typed={group.Name}
          problemInWords={problemInWords}
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          Members lose the rights and applications they have through this group, at once. Nothing can restore
          it.
        </ConfirmDialog>
      )}
    </>
  )
}

const Roles = ({ roles }: { roles: NonNullable<Group['Roles']> }) => (
  <Line>
    In {roles.length === 1 ? 'the role' : 'the roles'}{' '}
    {roles.map(({ ID, Name }, index) => (
      <span key={ID}>
        {index > 0 && ', '}
        <TextLink to="/roles/$id" params={{ id: ID }}>
          <bdi>{Name}</bdi>
        </TextLink>
      </span>
    ))}
  </Line>
)

const Line = styled('p')(({ theme }) => ({
  margin: theme.spacing(1, 0, 0),
  color: theme.vars.palette.text.secondary,
  overflowWrap: 'anywhere',
}))

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query, useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { DataTable } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'

type Link = Result<'listIdentityLinks'>['Links'][number]

/** Whom identity providers know the user as. A link that is wrong is removed here. */
export function IdentityLinks({ id, name }: { id: string; name: string }) {
  const { me } = signedInRoute.useRouteContext()
  const { data, error, refetch } = useQuery(query('listIdentityLinks', { User: id }))
  const [removing, remove] = useState<Link | null>(null)
  const lack = lackOf(me, 'fedman')
  return (
    <>
      <p style={{ maxWidth: 640 }}>
        Who was linked once signs in as this user whatever the identity provider’s settings say later, and
        whatever the person is called there.
      </p>
      {error && <ProblemBanner {...problemInWords(error)} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">Reading the links…</p>}
      {data && (
        <DataTable
          label="Linked people"
          rows={data.Links}
          keyOf={({ IdentityProvider }) => IdentityProvider}
          empty={<EmptyState>Nobody of an identity provider is linked to this user.</EmptyState>}
          columns={[
            {
              title: 'Identity provider',
              cell: ({ IdentityProviderName }) => <bdi>{IdentityProviderName}</bdi>,
            },
            { title: 'Issuer', cell: ({ Issuer }) => <bdi>{Issuer}</bdi> },
            { title: 'Subject', cell: ({ Subject }) => <bdi>{Subject}</bdi> },
            { title: 'Linked', narrow: true, cell: ({ LinkedAt }) => <RelativeTime at={LinkedAt} /> },
            { title: 'Last used', narrow: true, cell: ({ LastUsedAt }) => <RelativeTime at={LastUsedAt} /> },
            {
              title: 'Actions',
              narrow: true,
              cell: (link) => (
                <Button
                  aria-label={`Remove the link to ${link.IdentityProviderName}`}
                  disabledReason={lack}
                  onClick={() => remove(link)}
                >
                  Remove
                </Button>
              ),
            },
          ]}
        />
      )}
      {removing && <RemoveLink id={id} name={name} link={removing} onClose={() => remove(null)} />}
    </>
  )
}

function RemoveLink({
  id,
  name,
  link: { IdentityProvider, IdentityProviderName, Subject },
  onClose,
}: {
  id: string
  name: string
  link: Link
  onClose: () => void
}) {
  const { mutateAsync } = useAct('removeIdentityLink')
  return (
    <ConfirmDialog
      title={`Remove the link to ${IdentityProviderName}?`}
      confirm="Remove link"
      problemInWords={problemInWords}
      onConfirm={async () => {
        await mutateAsync({ User: id, IdentityProvider })
        onClose()
      }}
      onClose={onClose}
    >
      <p>
        <bdi>{Subject}</bdi> of <bdi>{IdentityProviderName}</bdi> signs in as <bdi>{name}</bdi> no more, and
        the sessions that began there end at once. The groups that it gave go too.
      </p>
      <p>
        Whoever comes from there next is looked for by the settings of the identity provider, as somebody new.
      </p>
    </ConfirmDialog>
  )
}

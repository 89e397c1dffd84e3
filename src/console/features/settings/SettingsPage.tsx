import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { capabilitiesQuery, type Capabilities } from '#console/api/offered.ts'
import { sessionQuery } from '#console/api/session.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CopyField } from '#console/ui/CopyField.tsx'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { LoginSuffixes } from './suffixes/LoginSuffixes.tsx'
import { capital } from '#schema/capital.ts'

type Api = Capabilities['apis'][number]

/** What this tenant is and what it offers. */
export function SettingsPage() {
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const { offered } = signedInRoute.useRouteContext()
  const capabilities = useSuspenseQuery(capabilitiesQuery).data
  return (
    <>
      <PageHeader title="Tenant">The tenant that this console administers.</PageHeader>
      <Section>
        <SectionHeading>Identity</SectionHeading>
        <Identity>
          {capabilities && <CopyField label="Tenant ID" value={capabilities.tenant.id} />}
          <CopyField label="Address" value={tenant.url} />
          {capabilities && !offered('suffixesList') && <Suffixes of={capabilities.suffixes} />}
        </Identity>
      </Section>
      {offered('suffixesList') && (
        <Section>
          <SectionHeading>Login suffixes</SectionHeading>
          <LoginSuffixes />
        </Section>
      )}
      <Section>
        <SectionHeading>APIs</SectionHeading>
        {capabilities ? (
          <Apis apis={capabilities.apis} />
        ) : (
          <p>
            This tenant has only the vendor’s calls, and none that lists them. Guided setup, groups, signing
            keys, drafts and the Changelog stand on calls of Gatewright and are hidden.
          </p>
        )}
      </Section>
    </>
  )
}

const Suffixes = ({ of: suffixes }: { of: string[] }) => (
  <CopyField
    label={suffixes.length === 1 ? 'Login suffix' : 'Login suffixes'}
    value={suffixes.join(', ')}
    whole
  />
)

function Apis({ apis }: { apis: Api[] }) {
  const [search, setSearch] = useState('')
  const found = apis.filter(({ path, about, right }) =>
    `${path} ${about} ${right}`.toLowerCase().includes(search.trim().toLowerCase()),
  )
  return (
    <>
      <p>What a scope of an application can open. The caller also needs the administrative right.</p>
      <Toolbar>
        <SearchField label="Search APIs" value={search} onSearch={setSearch} />
      </Toolbar>
      <DataTable
        label="APIs"
        columns={columns}
        rows={found}
        keyOf={({ path }) => path}
        empty={<EmptyState>No API has “{search}” in its path, purpose or right.</EmptyState>}
      />
    </>
  )
}

const columns: Column<Api>[] = [
  { title: 'Path', narrow: true, cell: ({ path }) => <code>{path}</code> },
  { title: 'What it does', cell: ({ about }) => about },
  { title: 'Right', cell: ({ right }) => capital(right) },
]

const Section = styled('section')(({ theme }) => ({ '& + &': { marginTop: theme.spacing(8) } }))

const Identity = styled(Panel)({ maxWidth: 640 })

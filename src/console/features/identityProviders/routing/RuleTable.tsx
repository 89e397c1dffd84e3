import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { userAgents } from '#schema/routing/userAgent.ts'
import type { Rule } from './rule.ts'

type Numbered = Rule & { number: number }

/** The rules in their order, for whoever may only look. */
export const RuleTable = ({ rules }: { rules: readonly Rule[] }) => (
  <DataTable
    label="Rules"
    columns={columns}
    rows={rules.map((rule, index) => ({ ...rule, number: index + 1 }))}
    keyOf={({ ID }) => ID}
    empty={null}
  />
)

const columns: Column<Numbered>[] = [
  { title: 'Rule', narrow: true, cell: ({ number }) => number },
  {
    title: 'Domain',
    cell: ({ Domain }) => (
      <bdi>{Domain || 'Everybody but System Administrators and the break-glass account'}</bdi>
    ),
  },
  { title: 'User agent', narrow: true, cell: ({ UserAgent }) => userAgents[UserAgent] },
  { title: 'Role', cell: ({ RoleName }) => <bdi>{RoleName ?? 'Everybody'}</bdi> },
  {
    title: 'Identity provider',
    cell: ({ IdentityProvider, IdentityProviderName }) => (
      <TextLink to="/identity-providers/$id" params={{ id: IdentityProvider }}>
        <bdi>{IdentityProviderName}</bdi>
      </TextLink>
    ),
  },
  { title: 'Enabled', narrow: true, cell: ({ Enabled }) => (Enabled ? 'On' : 'Off') },
]

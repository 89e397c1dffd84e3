import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { query, useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { CreateForm } from '#console/form/CreateForm.tsx'
import { faultsAt } from '#console/form/faultsAt.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { Button } from '#console/ui/Button.tsx'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { objectOf, readStored } from '#schema/category.ts'
import { newSuffix } from '#schema/newSuffix.ts'
import { MakeDefaultDialog } from './MakeDefaultDialog.tsx'
import { RemoveSuffixDialog } from './RemoveSuffixDialog.tsx'

type Suffix = Result<'suffixesList'>[number]

const categories = [newSuffix] as const
const shape = objectOf(categories)
const blank = readStored(categories, {})

/** What may stand behind the @ of login names (D11). */
export function LoginSuffixes() {
  const { me } = signedInRoute.useRouteContext()
  const suffixes = useSuspenseQuery(query('suffixesList')).data
  const [asking, setAsking] = useState<{ what: 'remove' | 'default'; suffix: string } | null>(null)
  const lack = lackOf(me)
  const close = () => setAsking(null)
  const columns: Column<Suffix>[] = [
    { title: 'Suffix', cell: ({ suffix }) => <bdi>{suffix}</bdi> },
    { title: 'Users', narrow: true, cell: ({ users }) => users },
    {
      title: 'Proposed first',
      cell: ({ isDefault }) => isDefault && <StatusChip tone="good">Default</StatusChip>,
    },
    {
      title: 'Actions',
      narrow: true,
      cell: ({ suffix, isDefault, users }) => (
        <Actions>
          <Button
            onClick={() => setAsking({ what: 'default', suffix })}
            aria-label={`Make default: ${suffix}`}
            disabledReason={lack ?? (isDefault && 'It is the default.')}
          >
            Make default
          </Button>
          <Button
            onClick={() => setAsking({ what: 'remove', suffix })}
            aria-label={`Remove ${suffix}`}
            disabledReason={lack ?? keptBecause({ isDefault, users })}
          >
            Remove
          </Button>
        </Actions>
      ),
    },
  ]
  return (
    <>
      <p>
        A login name is a name, @ and one of these. The first administrator’s came with the tenant; who signs
        in elsewhere may need a further one.
      </p>
      <DataTable
        label="Login suffixes"
        columns={columns}
        rows={suffixes}
        keyOf={({ suffix }) => suffix}
        empty={null}
      />
      <AddSuffix lack={lack} />
      {asking?.what === 'default' && <MakeDefaultDialog suffix={asking.suffix} onClose={close} />}
      {asking?.what === 'remove' && <RemoveSuffixDialog suffix={asking.suffix} onClose={close} />}
    </>
  )
}

const keptBecause = ({ isDefault, users }: Omit<Suffix, 'suffix'>) =>
  isDefault
    ? 'Make another suffix the default first.'
    : users > 0 && 'Users have it. Rename or delete them first.'

function AddSuffix({ lack }: { lack: string | undefined }) {
  const { mutateAsync } = useAct('suffixesAdd')
  const object = useObjectForm({ categories, schema: shape, saved: blank })
  const add = async ({ newSuffix: { suffix } }: z.output<typeof shape>) => {
    await faultsAt({ suffix: 'newSuffix.suffix' }, mutateAsync({ suffix }))
    object.rebase({ values: blank })
  }
  return (
    <Narrow>
      <CreateForm
        object={object}
        within="/settings"
        submit="Add suffix"
        submitDisabledReason={lack}
        create={add}
        cancel={null}
      >
        <CategoryForm category={newSuffix} summary={false} />
      </CreateForm>
    </Narrow>
  )
}

const Actions = styled('div')(({ theme }) => ({ display: 'flex', gap: theme.spacing(2) }))

const Narrow = styled('div')(({ theme }) => ({ maxWidth: 640, marginTop: theme.spacing(6) }))

import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { styled } from '@mui/material/styles'
import { X } from 'lucide-react'
import { useId } from 'react'
import { FaultText } from '#console/ui/FaultText.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { applicationRights, type ApplicationRight, type Grant } from '#schema/grant.ts'
import type { GrantList } from '#schema/kinds/grantList.ts'
import { faultAt } from '../fault.ts'
import { AddPrincipal } from '../AddPrincipal.tsx'
import { principalIcons } from '../principalIcons.ts'
import type { ControlProps } from './control.ts'
import { useRows } from './useRows.ts'

/** What is enough for a client (contract.md 13.5). */
const enough: ApplicationRight[] = ['View', 'Run']

const rights = Object.keys(applicationRights) as ApplicationRight[]

/** Principals and what each may do with the application. */
export function GrantListControl({
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
  readOnly,
}: ControlProps<GrantList>) {
  const id = useId()
  const { list, keys, add, change, remove } = useRows<Grant, HTMLUListElement>(value, onChange)
  const toggle = (index: number, right: ApplicationRight) => {
    const row = value[index]
    if (!row) return
    const held = rights.filter((each) =>
      each === right ? !row.rights.includes(each) : row.rights.includes(each),
    )
    change(index, { ...row, rights: held })
  }
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <Nobody>Nobody is listed yet.</Nobody>}
      <List ref={list}>
        {value.map((row, index) => {
          const message = faultAt(fault, index) ?? faultAt(fault, index, 'rights')
          return (
            <Row key={keys[index]?.id} aria-label={row.name}>
              <Head>
                <Icon of={principalIcons[row.type]} />
                <Name>
                  <bdi>{row.name}</bdi> <Kind>{row.type}</Kind>
                </Name>
                {!readOnly && (
                  <IconButton
                    icon={X}
                    label={`Remove ${row.name}`}
                    data-remove
                    onClick={() => remove(index)}
                  />
                )}
              </Head>
              <Rights role="group" aria-label={`Rights of ${row.name}`} aria-describedby={`${id}-${index}`}>
                {rights.map((right) => (
                  <FormControlLabel
                    key={right}
                    label={applicationRights[right].label}
                    disabled={readOnly}
                    control={
                      <Checkbox
                        checked={row.rights.includes(right)}
                        onChange={() => toggle(index, right)}
                        onBlur={onBlur}
                        slotProps={{ input: { 'aria-invalid': message !== undefined } }}
                      />
                    }
                  />
                ))}
              </Rights>
              <FaultText id={`${id}-${index}`}>{message}</FaultText>
            </Row>
          )
        })}
      </List>
      {!readOnly && (
        <AddPrincipal
          types={['Role', 'Group', 'User']}
          without={new Set(value.map(({ id }) => id))}
          // The buttons that add keep the focus
          onAdd={({ type, id, name }) => add([{ type, id, name, rights: enough }], { focus: false })}
        />
      )}
    </div>
  )
}

const List = styled('ul')({ listStyle: 'none', margin: 0, padding: 0 })

const Row = styled('li')(({ theme }) => ({
  padding: theme.spacing(2, 3),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  marginBottom: theme.spacing(2),
}))

const Head = styled('div')(({ theme }) => ({ display: 'flex', alignItems: 'center', gap: theme.spacing(2) }))

const Name = styled('span')({ flex: 1, minWidth: 0, fontWeight: 500, overflowWrap: 'anywhere' })

const Kind = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
}))

const Rights = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: theme.spacing(1),
  paddingLeft: theme.spacing(1.75),
}))

const Nobody = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))

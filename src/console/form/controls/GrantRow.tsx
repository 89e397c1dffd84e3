import { styled } from '@mui/material/styles'
import { X } from 'lucide-react'
import { memo, useId } from 'react'
import { FaultText } from '#console/ui/FaultText.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { applicationRights, type ApplicationRight, type Grant } from '#schema/grant.ts'
import { principalIcons } from '../principalIcons.ts'
import { Checkbox, checkboxes } from './Checkbox.tsx'
import { sameRow } from './sameRow.ts'

const rights = Object.keys(applicationRights) as ApplicationRight[]

type Props = {
  index: number
  row: Grant
  message: string | undefined
  onChange: (index: number, row: Grant) => void
  onRemove: (index: number) => void
  onBlur: () => void
}

/** A principal and what it may do. */
export const GrantRow = memo(function GrantRow({ index, row, message, onChange, onRemove, onBlur }: Props) {
  const id = useId()
  const toggle = (right: ApplicationRight) =>
    onChange(index, {
      ...row,
      rights: rights.filter((each) =>
        each === right ? !row.rights.includes(each) : row.rights.includes(each),
      ),
    })
  return (
    <Card>
      <Head>
        <Icon of={principalIcons[row.type]} />
        <Name>
          <bdi>{row.name}</bdi> <Kind>{row.type}</Kind>
        </Name>
        <IconButton icon={X} label={`Remove ${row.name}`} data-remove onClick={() => onRemove(index)} />
      </Head>
      <Rights role="group" aria-label={`Rights of ${row.name}`} aria-describedby={id}>
        {rights.map((right) => (
          <Checkbox
            key={right}
            checked={row.rights.includes(right)}
            onChange={() => toggle(right)}
            onBlur={onBlur}
            invalid={message !== undefined}
          >
            {applicationRights[right].label}
          </Checkbox>
        ))}
      </Rights>
      <FaultText id={id}>{message}</FaultText>
    </Card>
  )
}, sameRow)

const Card = styled('div')(({ theme }) => ({
  padding: theme.spacing(2, 3),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
}))

const Head = styled('div')(({ theme }) => ({ display: 'flex', alignItems: 'center', gap: theme.spacing(2) }))

const Name = styled('span')({ flex: 1, minWidth: 0, fontWeight: 500, overflowWrap: 'anywhere' })

const Kind = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
}))

const Rights = styled('div')(({ theme }) => ({
  ...checkboxes(theme),
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: theme.spacing(1),
  paddingLeft: theme.spacing(1.75),
}))

import MenuItem from '@mui/material/MenuItem'
import { styled } from '@mui/material/styles'
import TextField from '@mui/material/TextField'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from 'lucide-react'
import type { PointerEvent } from 'react'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { IconButton } from '#console/ui/IconButton.tsx'
import { userAgents, type UserAgent } from '#schema/routing/userAgent.ts'
import type { Rule } from './rule.ts'
import type { Choice, Choices } from './useChoices.ts'

type Props = {
  number: number
  last: boolean
  rule: Rule
  choices: Choices
  fault: string | undefined
  onChange: (to: Partial<Rule>) => void
  onMove: (by: -1 | 1) => void
  /** The pointer takes the rule by its handle. */
  onGrab: (event: PointerEvent<HTMLButtonElement>) => void
  /** Where a rule that is dragged would come to stand. */
  dropsAt: 'before' | 'after' | null
  onRemove: () => void
}

/** One rule. It is dragged by its handle, on which the arrow keys move it too; its buttons say the same in words. */
export function RuleRow({
  number,
  last,
  rule,
  choices,
  fault,
  onChange,
  onMove,
  onGrab,
  dropsAt,
  onRemove,
}: Props) {
  const of = `rule ${number}`
  const idps = withOwn(choices.identityProviders, rule.IdentityProvider, rule.IdentityProviderName)
  const roles =
    rule.Role === null ? choices.roles : withOwn(choices.roles, rule.Role, rule.RoleName ?? rule.Role)
  return (
    <Row dropsAt={dropsAt}>
      <Number>
        <IconButton
          icon={GripVertical}
          label={`Drag ${of}, or move it with the arrow keys`}
          style={{ cursor: 'grab', touchAction: 'none' }}
          onPointerDown={onGrab}
          onKeyDown={(event) => {
            const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
            if (by === null) return
            event.preventDefault()
            if (by === -1 ? number > 1 : !last) onMove(by)
          }}
        />
        <span>
          <span>Rule </span>
          {number}
        </span>
      </Number>
      <TextField
        label="Domain"
        value={rule.Domain}
        placeholder="Everybody"
        error={fault !== undefined}
        helperText={
          fault ??
          (rule.Domain === '' ? 'Everybody but System Administrators and the break-glass account' : undefined)
        }
        onChange={(event) => onChange({ Domain: event.target.value })}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 300, spellCheck: false } }}
      />
      <TextField
        select
        label="User agent"
        value={rule.UserAgent}
        onChange={(event) => onChange({ UserAgent: event.target.value as UserAgent })}
      >
        {Object.entries(userAgents).map(([value, text]) => (
          <MenuItem key={value} value={value}>
            {text}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label="Role"
        value={rule.Role ?? ''}
        onChange={(event) => {
          const role = roles.find(({ id }) => id === event.target.value)
          onChange({ Role: role?.id ?? null, RoleName: role?.name ?? null })
        }}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">Everybody</MenuItem>
        {roles.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label="Identity provider"
        value={rule.IdentityProvider}
        onChange={(event) => {
          const idp = idps.find(({ id }) => id === event.target.value)
          if (idp) onChange({ IdentityProvider: idp.id, IdentityProviderName: idp.name })
        }}
      >
        {idps.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        label="Enabled"
        control={
          <Switch
            checked={rule.Enabled}
            onChange={(event) => onChange({ Enabled: event.target.checked })}
            slotProps={{ input: { 'aria-label': `Enabled, ${of}` } }}
          />
        }
      />
      <Buttons>
        <IconButton
          icon={ArrowUp}
          label={`Move ${of} up`}
          disabled={number === 1}
          onClick={() => onMove(-1)}
        />
        <IconButton icon={ArrowDown} label={`Move ${of} down`} disabled={last} onClick={() => onMove(1)} />
        <IconButton icon={Trash2} label={`Remove ${of}`} onClick={onRemove} />
      </Buttons>
    </Row>
  )
}

/** What the rule has may be on no page of the list. */
const withOwn = (choices: readonly Choice[], id: string, name: string): Choice[] =>
  choices.some((each) => each.id === id) ? [...choices] : [{ id, name }, ...choices]

const Row = styled('div', { shouldForwardProp: (name) => name !== 'dropsAt' })<{
  dropsAt: Props['dropsAt']
}>(({ theme, dropsAt }) => ({
  display: 'grid',
  boxShadow: dropsAt
    ? `${dropsAt === 'before' ? 'inset 0 2px' : 'inset 0 -2px'} 0 ${theme.vars.palette.primary.main}`
    : undefined,
  gridTemplateColumns: '56px minmax(140px, 1.4fr) 140px minmax(120px, 1fr) minmax(140px, 1.2fr) auto auto',
  alignItems: 'start',
  gap: theme.spacing(3),
  padding: theme.spacing(4, 0),
  borderBottom: `1px solid ${theme.vars.palette.divider}`,
  // What has the focus is not below the bars at the edges of the window
  '& button': { scrollMargin: theme.spacing(30) },
  '& .MuiFormControlLabel-root': { minHeight: 34, margin: 0, gap: theme.spacing(2) },
  [theme.breakpoints.down('md')]: { gridTemplateColumns: '1fr', gap: theme.spacing(4) },
}))

const Number = styled('span')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(1),
  lineHeight: '34px',
  color: theme.vars.palette.text.secondary,
  fontVariantNumeric: 'tabular-nums',
  fontWeight: 500,
  [theme.breakpoints.up('md')]: { '& > span > span': visuallyHidden },
  [theme.breakpoints.down('md')]: { lineHeight: 1.5 },
}))

const Buttons = styled('div')(({ theme }) => ({ display: 'flex', gap: theme.spacing(1) }))

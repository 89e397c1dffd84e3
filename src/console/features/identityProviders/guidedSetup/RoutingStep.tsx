import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import { styled } from '@mui/material/styles'
import { userAgents, type UserAgent } from '#schema/routing/userAgent.ts'
import { RulesOf } from '../RulesOf.tsx'
import type { WantedRule } from './draft.ts'

type Props = {
  id: string
  rule: WantedRule
  readOnly: boolean
  fault: string | undefined
  onChange: (to: WantedRule) => void
}

/** One rule for a domain, added at the end of the list, and those that lead there already. */
export function RoutingStep({ id, rule, readOnly, fault, onChange }: Props) {
  return (
    <Column>
      <TextField
        label="Domain"
        value={rule.domain}
        disabled={readOnly}
        error={fault !== undefined}
        helperText={
          fault ??
          'What stands behind the @ of their login names, such as partner.example. Next adds the rule at the end of the list; left empty, no rule is added.'
        }
        onChange={(event) => onChange({ ...rule, domain: event.target.value })}
        slotProps={{
          inputLabel: { shrink: true },
          htmlInput: { maxLength: 300, spellCheck: false, autoCapitalize: 'none' },
        }}
      />
      <TextField
        select
        label="User agent"
        value={rule.userAgent}
        disabled={readOnly}
        helperText={rule.userAgent === 'Any' ? undefined : 'With any other they sign in here.'}
        onChange={(event) => onChange({ ...rule, userAgent: event.target.value as UserAgent })}
      >
        {Object.entries(userAgents).map(([value, text]) => (
          <MenuItem key={value} value={value}>
            {text}
          </MenuItem>
        ))}
      </TextField>
      <section aria-labelledby="rules-of">
        <h3 id="rules-of">Rules that lead there</h3>
        <RulesOf id={id} />
      </section>
    </Column>
  )
}

const Column = styled('div')(({ theme }) => ({
  display: 'grid',
  gap: theme.spacing(6),
  '& h3': { ...theme.typography.h3, margin: 0 },
}))

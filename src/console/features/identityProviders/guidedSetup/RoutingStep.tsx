import OutlinedInput from '@mui/material/OutlinedInput'
import Select from '@mui/material/Select'
import { styled } from '@mui/material/styles'
import { LabelledField } from '#console/form/LabelledField.tsx'
import { userAgents } from '#schema/routing/userAgent.ts'
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
      <LabelledField
        label="Domain"
        help="What stands behind the @ of their login names, such as partner.example. Next adds the rule at the end of the list; left empty, no rule is added."
        fault={fault}
      >
        {(attributes) => (
          <OutlinedInput
            fullWidth
            value={rule.domain}
            disabled={readOnly}
            error={fault !== undefined}
            onChange={(event) => onChange({ ...rule, domain: event.target.value })}
            inputProps={{ ...attributes, maxLength: 300, spellCheck: false, autoCapitalize: 'none' }}
          />
        )}
      </LabelledField>
      <LabelledField
        label="User agent"
        help={rule.userAgent === 'Any' ? undefined : 'With any other they sign in here.'}
      >
        {(attributes) => (
          <Select
            native
            fullWidth
            value={rule.userAgent}
            disabled={readOnly}
            onChange={(event) => onChange({ ...rule, userAgent: event.target.value })}
            inputProps={attributes}
          >
            {Object.entries(userAgents).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
        )}
      </LabelledField>
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

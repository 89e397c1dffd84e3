import { useState } from 'react'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { RuleRow } from './RuleRow.tsx'
import type { Choices } from './useChoices.ts'
import { useHeldFocus, useReordering } from './useReordering.ts'
import type { useRulesEdit } from './useRulesEdit.ts'

type Props = {
  edit: ReturnType<typeof useRulesEdit>
  choices: Choices
  readOnly: boolean
  faultOf: (at: number) => string | undefined
}

/** The rules in their order, which is changed by dragging, by arrow keys and by buttons. */
export function RuleList({ edit, choices, readOnly, faultOf }: Props) {
  const { rules } = edit
  const [said, setSaid] = useState('')
  const focus = useHeldFocus()
  const move = (from: number, to: number) => {
    focus.hold()
    edit.move(from, to)
    setSaid(`The rule is now number ${to + 1} of ${rules.length}.`)
  }
  const { list, grab, dropsAt } = useReordering(move)
  return (
    <>
      <ol ref={list} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.ID}
            number={index + 1}
            last={index === rules.length - 1}
            rule={rule}
            choices={choices}
            readOnly={readOnly}
            fault={faultOf(index)}
            onChange={(to) => edit.set(index, to)}
            onMove={(by) => move(index, index + by)}
            onGrab={grab(index)}
            dropsAt={dropsAt(index)}
            onRemove={() => edit.remove(index)}
          />
        ))}
      </ol>
      <div role="status" style={visuallyHidden}>
        {said}
      </div>
    </>
  )
}

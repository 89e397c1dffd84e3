import { useRef, useState } from 'react'
import { RowList } from '#console/form/controls/RowList.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { RuleRow } from './RuleRow.tsx'
import type { Choices } from './useChoices.ts'
import { useHeldFocus, useReordering } from './useReordering.ts'
import type { useRulesEdit } from './useRulesEdit.ts'

type Props = {
  edit: ReturnType<typeof useRulesEdit>
  choices: Choices
  faultOf: (at: number) => string | undefined
}

/** The rules in their order, which is changed by dragging, by arrow keys and by buttons. A long list is in the page as far as it is in sight. */
export function RuleList({ edit, choices, faultOf }: Props) {
  const { rules } = edit
  const element = useRef<HTMLUListElement>(null)
  /** The rule that has the focus or is dragged: it is in the page wherever it stands. */
  const [held, setHeld] = useState<number>()
  const [said, setSaid] = useState('')
  const focus = useHeldFocus()
  const move = (from: number, to: number) => {
    focus.hold()
    edit.move(from, to)
    setHeld(to)
    setSaid(`The rule is now number ${to + 1} of ${rules.length}.`)
  }
  const { grab, dropsAt } = useReordering(element, move)
  const faulty = rules.findIndex((_, index) => faultOf(index) !== undefined)
  return (
    <>
      <RowList
        list={{ element, keys: rules.map(({ ID: id }) => ({ id })), focused: held, setFocused: setHeld }}
        fault={faulty === -1 ? undefined : { [faulty]: {} }}
        gap={0}
        height={70}
        labelOf={(index) => `Rule ${index + 1}`}
      >
        {(index) => {
          const rule = rules[index]
          return (
            rule && (
              <RuleRow
                number={index + 1}
                last={index === rules.length - 1}
                rule={rule}
                choices={choices}
                fault={faultOf(index)}
                onChange={(to) => edit.set(index, to)}
                onMove={(by) => move(index, index + by)}
                onGrab={(event) => {
                  setHeld(index)
                  grab(index)(event)
                }}
                dropsAt={dropsAt(index)}
                onRemove={() => edit.remove(index)}
              />
            )
          )
        }}
      </RowList>
      <div role="status" style={visuallyHidden}>
        {said}
      </div>
    </>
  )
}

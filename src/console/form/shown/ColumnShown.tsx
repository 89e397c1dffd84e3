import { styled } from '@mui/material/styles'
import type { ComponentType } from 'react'
import type { Choices } from '#schema/kinds/choices.ts'
import type { Column } from '#schema/kinds/rows.ts'
import { format, type Setting } from '#schema/setting.ts'
import { Lines, Nothing } from './look.ts'
import type { ShownProps } from './shownProps.ts'

/** A value in a row. */
export function ColumnShown(props: ShownProps<Column>) {
  // The map pairs each kind with its own component; TypeScript does not follow the index.
  const Shown = shownInColumns[props.setting.kind] as ComponentType<ShownProps<Column>>
  return <Shown {...props} />
}

const InWords = ({ setting, value }: ShownProps<Setting>) => {
  const words = format(setting, value)
  return value === '' ? <Nothing>{words}</Nothing> : <Words dir="auto">{words}</Words>
}

export const Entries = ({ value }: { value: readonly string[] }) =>
  value.length === 0 ? (
    <Nothing>None</Nothing>
  ) : (
    <Lines>
      {value.map((entry, index) => (
        // The same entry may stand there twice, and none moves
        <li key={index}>
          <code>{entry}</code>
        </li>
      ))}
    </Lines>
  )

const Chosen = ({ setting: { options }, value }: ShownProps<Choices>) =>
  value.length === 0 ? (
    <Nothing>None</Nothing>
  ) : (
    <Lines>
      {value.map((each) => (
        <li key={each}>{options[each] ?? each}</li>
      ))}
    </Lines>
  )

/** How the kinds are shown that a column of rows may have too. */
export const shownInColumns: { [C in Column as C['kind']]: ComponentType<ShownProps<C>> } = {
  text: InWords,
  toggle: InWords,
  choice: InWords,
  duration: InWords,
  choices: Chosen,
  textList: Entries,
}

const Words = styled('span')({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' })

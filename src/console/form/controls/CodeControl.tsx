import { styled } from '@mui/material/styles'
import { useRef } from 'react'
import type { Code } from '#schema/kinds/code.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'

const fewestLines = 8
const mostLines = 24

/** A program with numbered lines. Lines are never broken, so a number stands beside its line; Tab goes on to the next control. */
export function CodeControl({ value, onChange, onBlur, id, describedBy, fault }: ControlProps<Code>) {
  const numbers = useRef<HTMLPreElement>(null)
  const lines = value.split('\n').length
  const faulty = faultAt(fault) !== undefined
  return (
    <Frame faulty={faulty}>
      <Numbers ref={numbers} aria-hidden>
        {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
      </Numbers>
      <Editor
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        onScroll={(event) => {
          if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop
        }}
        aria-invalid={faulty}
        aria-describedby={describedBy}
        rows={Math.min(Math.max(lines + 1, fewestLines), mostLines)}
        wrap="off"
        dir="ltr"
        translate="no"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
      />
    </Frame>
  )
}

const Frame = styled('div', { shouldForwardProp: (name) => name !== 'faulty' })<{
  faulty: boolean
}>(({ theme, faulty }) => ({
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr)',
  overflow: 'hidden',
  border: `1px solid ${faulty ? theme.vars.palette.error.main : theme.vars.palette.outline}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  '&:focus-within': { outline: `2px solid ${theme.vars.palette.primary.main}`, outlineOffset: 1 },
}))

const Numbers = styled('pre')(({ theme }) => ({
  ...theme.typography.code,
  margin: 0,
  // Room below for the editor's scroll bar, so that numbers and lines scroll equally far
  padding: theme.spacing(2, 2, 6),
  // Has no height of its own: the editor says how tall the frame is
  height: 0,
  minHeight: '100%',
  overflow: 'hidden',
  boxSizing: 'border-box',
  textAlign: 'right',
  userSelect: 'none',
  color: theme.vars.palette.text.secondary,
  backgroundColor: theme.vars.palette.quiet,
  borderRight: `1px solid ${theme.vars.palette.divider}`,
}))

const Editor = styled('textarea')(({ theme }) => ({
  ...theme.typography.code,
  display: 'block',
  width: '100%',
  boxSizing: 'border-box',
  padding: theme.spacing(2),
  border: 0,
  // The frame shows the focus
  outline: 'none',
  resize: 'vertical',
  whiteSpace: 'pre',
  overflow: 'auto',
  tabSize: 2,
  color: 'inherit',
  backgroundColor: 'transparent',
}))

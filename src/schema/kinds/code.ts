import { z } from 'zod'
import { changedLines } from '../changedLines.ts'
import { upTo } from '../upTo.ts'
import { asItIs, atMost, noNames, whole, type Base, type Kind, type Spec } from './kind.ts'

/** A program, kept to the letter: line numbers in messages are those of what was typed. */
export type Code = Base<'code', string> & { language: 'JavaScript'; maxLength: number }

export function code(spec: Spec<Code, 'default'>): Code {
  return { default: '', ...spec, kind: 'code', schema: upTo(spec.maxLength) }
}

export const codeKind: Kind<Code> = {
  shape: () => z.string(),
  format: (value) => value || 'Empty',
  ...asItIs,
  bounds: atMost,
  names: noNames,
  outsideForm: whole,
  /** "Script …, from line 3" and the lines that differ there. */
  changed(change, { label }) {
    const { from, before, after } = changedLines(change.before, change.after)
    return [{ label: from === 1 ? label : `${label}, from line ${from}`, before, after }]
  },
}

import { z } from 'zod'
import {
  asItIs,
  beforeAndAfter,
  listed,
  longestList,
  unbounded,
  whole,
  type Base,
  type Kind,
  type Spec,
} from './kind.ts'
import { distinct } from './list.ts'

export type TextList = Base<'textList', string[]> & { itemLabel: string }

export function textList(spec: Spec<TextList, 'default'> & { item: z.ZodType<string> }): TextList {
  const { item, ...rest } = spec
  return { default: [], ...rest, kind: 'textList', schema: distinctTexts(item) }
}

export const distinctTexts = (item: z.ZodType<string>): z.ZodType<string[]> =>
  distinct(item, {
    most: [longestList, `At most ${longestList} entries.`],
    keyOf: (entry) => entry,
    twice: () => 'Listed twice. Remove one.',
  })

/** What lists of single texts have in common. */
export const listOfTexts = {
  shape: () => z.array(z.string()),
  format: listed,
  ...asItIs,
  bounds: unbounded,
  names: (entries: string[]) => entries.map((name, index) => ({ name, at: [index] })),
  outsideForm: whole,
  changed: beforeAndAfter<{ label: string; default: string[] }>(listed),
}

export const textListKind: Kind<TextList> = listOfTexts

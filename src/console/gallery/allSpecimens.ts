import type { Specimen, Specimens } from './specimen.ts'
import { specimens } from './specimens.ts'

type Kind = keyof Specimens

/** All of them, each with a title of its own: "text", "text, multiline". */
export const allSpecimens: { kind: Kind; title: string; specimen: Specimen }[] = (
  Object.entries(specimens) as [Kind, Record<string, Specimen>][]
).flatMap(([kind, ofKind]) =>
  Object.entries(ofKind).map(([name, specimen]) => ({
    kind,
    title: name === 'plain' ? kind : `${kind}, ${name}`,
    specimen,
  })),
)

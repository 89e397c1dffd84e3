import { styled } from '@mui/material/styles'
import { Button } from '#console/ui/Button.tsx'

/** How many rows of a list have the same values. */
export type Alike = Record<string, unknown>

/** What a list can be narrowed by. */
export type Facet = {
  /** The column of the rows that are counted. */
  column: string
  /** What is chosen: "Token type". */
  label: string
  /** Where nothing is chosen, as part of the sentence: "in any state". */
  any: string
  /** A value as part of the sentence. */
  words: (value: string, row: Alike) => string
  /** The column holds several values, with commas between. */
  several?: true
  /** Most rows have none of its values, so that a single one is a choice. */
  rare?: true
}

type Props<Name extends string> = {
  facets: Record<Name, Facet>
  /** How many rows of each kind there are, each with its number in `count`. */
  alike: (name: Name) => readonly Alike[]
  count: string
  chosen: Record<NoInfer<Name>, string>
  /** Without a search: what is found is not counted by kind. */
  counted: boolean
  onChange: (change: Partial<Record<NoInfer<Name>, string>>) => void
}

/** "OAuth2 Client · JwtRS256 · secret ends within 30 days": each part is a choice, with how many rows it leaves. What no row has is no choice. */
export function Facets<Name extends string>({ facets, chosen, counted, onChange, ...rows }: Props<Name>) {
  const names = Object.keys(facets) as Name[]
  const narrowed = names.filter((name) => chosen[name] !== '')
  return (
    <Sentence role="group" aria-label="Narrow the list">
      {names.map((name) => {
        const options = optionsOf(name, { facets, chosen, ...rows })
        const { label, any, words, rare } = facets[name]
        if (options.length < (rare ? 1 : 2) && chosen[name] === '') return null
        const known = options.some(({ value }) => value === chosen[name])
        return (
          <select
            key={name}
            aria-label={label}
            data-chosen={chosen[name] !== '' || undefined}
            value={chosen[name]}
            onChange={({ target }) => onChange({ [name]: target.value } as Partial<Record<Name, string>>)}
          >
            <option value="">{any}</option>
            {chosen[name] !== '' && !known && <option value={chosen[name]}>{words(chosen[name], {})}</option>}
            {options.map(({ value, text, of }) => (
              <option key={value} value={value}>
                {counted ? `${text} (${of.toLocaleString()})` : text}
              </option>
            ))}
          </select>
        )
      })}
      {narrowed.length > 0 && (
        <Button
          look="plain"
          onClick={() =>
            onChange(Object.fromEntries(narrowed.map((name) => [name, ''])) as Record<Name, string>)
          }
        >
          Clear filters
        </Button>
      )}
    </Sentence>
  )
}

/** The values of one facet among the rows that the others leave. */
function optionsOf<Name extends string>(
  name: Name,
  { facets, chosen, alike, count }: Pick<Props<Name>, 'facets' | 'chosen' | 'alike' | 'count'>,
) {
  const others = (Object.keys(facets) as Name[]).filter((each) => each !== name && chosen[each] !== '')
  const found = new Map<string, { text: string; of: number }>()
  for (const row of alike(name)) {
    const left = others.every((each) => valuesOf(facets[each], row).includes(chosen[each]))
    for (const value of valuesOf(facets[name], row)) {
      const before = found.get(value) ?? { text: facets[name].words(value, row), of: 0 }
      if (value !== '') found.set(value, { ...before, of: before.of + (left ? Number(row[count]) : 0) })
    }
  }
  return [...found]
    .map(([value, option]) => ({ value, ...option }))
    .toSorted((a, b) => a.text.localeCompare(b.text))
}

function valuesOf({ column, several }: Facet, row: Alike): string[] {
  const value = String(row[column])
  return several ? value.split(',') : [value]
}

const Sentence = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1.5),
  minWidth: 0,
  '& select': {
    ...theme.typography.body2,
    fieldSizing: 'content',
    maxWidth: '100%',
    minHeight: 30,
    padding: theme.spacing(0, 2),
    border: `1px solid ${theme.vars.palette.outline}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.background.paper,
    color: theme.vars.palette.text.primary,
    cursor: 'pointer',
    '&:hover': { backgroundColor: theme.vars.palette.quiet },
    '&[data-chosen]': {
      backgroundColor: theme.vars.palette.tint,
      borderColor: theme.vars.palette.primary.main,
      color: theme.vars.palette.primary.main,
      fontWeight: 500,
    },
  },
}))

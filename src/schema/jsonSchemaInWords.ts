/** What we use of JSON Schema, as zod writes it. */
export type JsonSchema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  format?: string
  pattern?: string
  default?: unknown
}

/** A value in words, and its members as lines of Markdown. */
export type Described = { words: string; members: string[] }

export function inWords(schema: JsonSchema): Described {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return anyOf(choices)
  if (Array.isArray(schema.type)) return anyOf(schema.type.map((type) => ({ ...schema, type })))
  if (schema.const !== undefined) return plain(code(schema.const))
  if (schema.enum)
    return plain(
      schema.enum
        .map(code)
        .join(', ')
        .replace(/, (?=[^,]*$)/, ' or '),
    )
  switch (schema.type) {
    case 'object':
      return objectInWords(schema)
    case 'array':
      return listInWords(schema)
    case 'string':
      return plain(['text', ...textBounds(schema)].join(', '))
    case 'integer':
      return plain(['whole number', ...numberBounds(schema)].join(', '))
    case 'number':
      return plain(['number', ...numberBounds(schema)].join(', '))
    case 'boolean':
      return plain('true or false')
    case 'null':
      return plain('null')
    case undefined:
    default:
      return plain('anything')
  }
}

const plain = (words: string): Described => ({ words, members: [] })
const code = (value: unknown) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``

function anyOf(choices: JsonSchema[]): Described {
  const parts = choices.map(inWords)
  if (parts.filter(({ members }) => members.length > 0).length < 2)
    return {
      words: [...new Set(parts.map(({ words }) => words))].join(' or '),
      members: parts.flatMap(({ members }) => members),
    }
  return {
    words: 'one of these',
    members: parts.flatMap(({ words, members }, index) => [
      `- ${index === 0 ? 'either' : 'or'} ${words}`,
      ...indented(members),
    ]),
  }
}

function objectInWords({ properties = {}, required = [], additionalProperties }: JsonSchema): Described {
  if ('FilterQuery' in properties) return plain('_paging_')
  const row = properties['Results']?.items?.properties?.['Row']
  if ('ReturnID' in properties && row) return { words: 'a _page of rows_', members: inWords(row).members }
  const members = Object.entries(properties).flatMap(([name, value]) => {
    const { words, members: inner } = inWords(value)
    const facts = [
      ...(required.includes(name) ? [] : ['optional']),
      ...(isShort(value.default) ? [`default ${code(value.default)}`] : []),
    ]
    return [`- \`${name}\`: ${[words, ...facts].join('; ')}`, ...indented(inner)]
  })
  const isOpen = typeof additionalProperties === 'object'
  if (members.length === 0) return plain(isOpen ? 'an object with any members' : 'an object')
  return { words: 'an object', members: isOpen ? [...members, '- and more members'] : members }
}

function listInWords({ items = {}, minItems, maxItems }: JsonSchema): Described {
  const { words, members } = inWords(items)
  const bounds = [
    ...(minItems ? [`at least ${minItems}`] : []),
    ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
  ]
  const of = members.length > 0 ? 'a list of objects' : `a list of ${words}`
  return { words: bounds.length > 0 ? `${of} (${bounds.join(', ')})` : of, members }
}

const textBounds = ({ minLength, maxLength, format, pattern }: JsonSchema) => [
  ...(format ? [format === 'uuid' ? 'a UUID' : format] : []),
  ...(minLength ? [minLength === 1 ? 'not empty' : `at least ${minLength} characters`] : []),
  ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
  ...(pattern && !format ? [`as \`${pattern}\``] : []),
]

/** Without the bounds that merely say which numbers a program can hold. */
const numberBounds = ({ minimum, maximum }: JsonSchema) => [
  ...(minimum === undefined || minimum <= -(2 ** 31) ? [] : [`at least ${minimum}`]),
  ...(maximum === undefined || maximum >= 2 ** 31 - 1 ? [] : [`at most ${maximum}`]),
]

const isShort = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value) && value !== ''

const indented = (lines: string[]) => lines.map((line) => `  ${line}`)

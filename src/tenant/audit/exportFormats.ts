import { byteOrderMark, csvLine } from '#schema/csv.ts'
import { eventInWords } from '#schema/events.ts'
import type { ExportedEvent } from './eventsInRange.ts'

export type ExportFormat = { head: string; line: (event: ExportedEvent) => string }

/** An event under the names of the call. */
const membersOf = (event: ExportedEvent) => ({
  number: event.number,
  id: event.id,
  at: new Date(event.at).toISOString(),
  type: event.event_type,
  what: eventInWords(event.event_type),
  level: event.level,
  refused: event.refused === 1,
  who: event.actor_name,
  whoId: event.actor_id,
  objectType: event.object_type,
  objectId: event.object_id,
  object: event.object_name,
  applicationId: event.application_id,
  application: event.application_name,
  address: event.ip,
  request: event.correlation_id,
})

const columns = [
  'number',
  'id',
  'at',
  'type',
  'what',
  'level',
  'refused',
  'who',
  'whoId',
  'objectType',
  'objectId',
  'object',
  'applicationId',
  'application',
  'address',
  'request',
] as const satisfies (keyof ReturnType<typeof membersOf>)[]

export const exportFormats: Record<'csv' | 'jsonl' | 'cef', ExportFormat> = {
  csv: {
    head: byteOrderMark + csvLine([...columns, 'detail']),
    line: (event) => {
      const members = membersOf(event)
      return csvLine([...columns.map((column) => members[column]), event.detail])
    },
  },
  jsonl: {
    head: '',
    line: (event) =>
      `${onOneLine(JSON.stringify({ ...membersOf(event), detail: JSON.parse(event.detail) as unknown }))}\n`,
  },
  cef: { head: '', line: (event) => `${cefOf(event)}\n` },
}

/** ArcSight Common Event Format: from 0 to 10. */
const severity = { Info: 3, Warning: 6, Error: 9 } as const

function cefOf(event: ExportedEvent): string {
  const {
    id,
    type,
    what,
    level,
    refused,
    who,
    whoId,
    objectType,
    objectId,
    object,
    application,
    address,
    request,
  } = membersOf(event)
  const header = ['Gatewright', 'Gatewright', '1', type, what].map(inHeader).join('|')
  const extension: [key: string, value: string | number | null][] = [
    ['rt', event.at],
    ['externalId', id],
    ['suser', who],
    ['suid', whoId],
    ['src', address],
    ['outcome', refused ? 'failure' : 'success'],
    ['cs1Label', 'request'],
    ['cs1', request],
    ...(application === null ? [] : labelled('cs2', 'application', application)),
    ...(objectType === null ? [] : labelled('cs3', objectType, object ?? '')),
    ...(objectId === null ? [] : labelled('cs4', 'objectId', objectId)),
    ['msg', event.detail],
  ]
  const said = extension.flatMap(([key, value]) =>
    value === null || value === '' ? [] : [`${key}=${inExtension(String(value))}`],
  )
  return `CEF:0|${header}|${severity[level]}|${said.join(' ')}`
}

const labelled = (key: string, label: string, value: string): [string, string][] => [
  [`${key}Label`, label],
  [key, value],
]

/** Beside CR and LF, many programs end a line at some of them. In JSON they stand in texts alone. */
const lineEnds = /[\p{Cc}\p{Zl}\p{Zp}]/gu

const onOneLine = (json: string) =>
  json.replaceAll(lineEnds, (sign) => String.raw`\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

const inHeader = (text: string) =>
  text
    .replaceAll(/[\\|]/g, String.raw`\$&`)
    .replaceAll(/[\r\n]/g, ' ')
    .replaceAll(lineEnds, ' ')

const inExtension = (text: string) =>
  text
    .replaceAll(/[\\=]/g, String.raw`\$&`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll(lineEnds, ' ')

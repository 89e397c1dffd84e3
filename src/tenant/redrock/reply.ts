import { columnTypes } from '#schema/columnTypes.ts'
import { toWireDate, type RedrockColumn, type RedrockReply } from '#schema/redrock.ts'
import type { Kind } from './view.ts'

/** A column as a reply describes it. */
export type ReplyColumn = { name: string; kind: Kind; foreign?: string | null; table?: string | null }

type Found<Row> = {
  columns: readonly ReplyColumn[]
  results: { Entities: RedrockReply['Results'][number]['Entities']; Row: Row }[]
  fullCount: number
  isAggregate?: boolean
}

/** The reply of Redrock and of every list that has its shape (contract.md 8). */
export function redrockReplyOf<Row>({ columns, results, fullCount, isAggregate = false }: Found<Row>) {
  return {
    IsAggregate: isAggregate,
    Count: results.length,
    FullCount: fullCount,
    Columns: columns.map(columnInReply),
    Results: results,
    ReturnID: '',
  }
}

/** A stored value as clients get it; null stays null. */
export function inReply(kind: Kind, value: unknown): unknown {
  if (value === null || value === undefined) return null
  switch (kind) {
    case 'date':
      return toWireDate(Number(value))
    case 'flag':
      return Number(value) !== 0
    case 'text':
    case 'number':
      return value
  }
}

function columnInReply({ name, kind, foreign = null, table = null }: ReplyColumn): RedrockColumn {
  const title = inWords(name)
  return {
    Name: name,
    Title: title,
    DDName: name,
    DDTitle: title,
    Description: null,
    Format: null,
    IsHidden: false,
    Type: columnTypes[kind],
    Width: 0,
    TableKey: name === 'ID' ? 'PrimaryKey' : 'NotAKey',
    ForeignKey: foreign,
    TableName: table,
  }
}

/** NormalizedUser → Normalized User, FromIPAddress → From IP Address */
const inWords = (name: string) =>
  name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')

import { call } from '#console/api/call.ts'
import { rowsOf, type RowsQuery } from '#console/api/redrock.ts'

const rowsAtOnce = 1000

/** The ids of all that a list has, as search, filters and order leave them. */
export async function allIds<Row extends { ID: string }>(reading: RowsQuery<Row>): Promise<string[]> {
  const ids = new Set<string>()
  for (let page = 1; ; page++) {
    const Args = { ...reading.params.Args, PageNumber: page, PageSize: rowsAtOnce, Limit: rowsAtOnce }
    const reply = await call('redrockQuery', { ...reading.params, Args })
    const rows = rowsOf(reply, reading)
    for (const { ID } of rows) ids.add(ID)
    if (rows.length === 0 || page * rowsAtOnce >= reply.FullCount) return [...ids]
  }
}

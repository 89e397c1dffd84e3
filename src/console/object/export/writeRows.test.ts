import { afterEach, expect, test, vi } from 'vitest'
import { objectsQuery } from '#console/api/redrock.ts'
import { columnTypes } from '#schema/columnTypes.ts'
import { writeRows, type Format, type Progress } from './writeRows.ts'

type Row = { ID: string; Name: string; Detail: string | null; LastSignIn: string }

/** A tenant with these rows, which answers in pages. */
function tenantWith(rows: Row[], onPage: (page: number) => void = () => {}) {
  const asked: { PageNumber: number; PageSize: number }[] = []
  vi.stubGlobal('fetch', (_path: string, init: RequestInit & { body: string }) => {
    const { Args } = JSON.parse(init.body) as { Args: { PageNumber: number; PageSize: number } }
    asked.push(Args)
    const from = (Args.PageNumber - 1) * Args.PageSize
    const found = rows.slice(from, from + Args.PageSize)
    const FullCount = rows.length
    onPage(Args.PageNumber)
    if (init.signal?.aborted) return Promise.reject(new DOMException('stopped', 'AbortError'))
    const Result = {
      IsAggregate: false,
      Count: found.length,
      FullCount,
      Columns: Object.keys(rows[0] ?? {}).map((Name) => columnOf(Name)),
      Results: found.map((row) => ({ Entities: [], Row: { ...row, Unasked: 'not in the list' } })),
      ReturnID: '',
    }
    return Promise.resolve(Response.json({ success: true, Result }))
  })
  return asked
}

const unsaid = {
  Title: '',
  DDName: '',
  DDTitle: '',
  Description: null,
  Format: null,
  IsHidden: false,
  Width: 0,
}

const columnOf = (Name: string) => ({
  ...unsaid,
  Name,
  Type: Name === 'LastSignIn' ? columnTypes.date : columnTypes.text,
  TableKey: '',
  ForeignKey: null,
  TableName: null,
})

const rowOf = (number: number): Row => ({
  ID: `id${number}`,
  Name: `=${number}`,
  Detail: null,
  LastSignIn: number === 0 ? '/Date(1652621703570)/' : '/Date(-62135596800000)/',
})

const reading = objectsQuery('identityProvider', { q: '=', sort: '-Name', page: 7, besides: ['LastSignIn'] })

const written = (format: Format, { signal = new AbortController().signal, onProgress = () => {} } = {}) =>
  writeRows({ type: 'identityProvider', reading, format, signal, onProgress })

afterEach(() => vi.unstubAllGlobals())

test('all pages are written from the first on, as the list asks for them', async () => {
  const asked = tenantWith(Array.from({ length: 2500 }, (_, number) => rowOf(number)))
  const progress: Progress[] = []
  const { file, rows } = await written('json', {
    onProgress: (each?: Progress) => each && progress.push(each),
  })
  expect(rows).toBe(2500)
  expect(asked.map(({ PageNumber }) => PageNumber)).toEqual([1, 2, 3])
  expect(asked[2]).toMatchObject({ PageSize: 1000, FilterValue: '=', SortBy: 'Name', Ascending: false })
  expect(progress.map((each) => each.rows)).toEqual([1000, 2000, 2500])
  const read = JSON.parse(await file.text()) as unknown[]
  expect(read).toHaveLength(2500)
  expect(read[0]).toEqual({
    ID: 'id0',
    Name: '=0',
    FederationType: '',
    LastSignIn: '2022-05-15T13:35:03.570Z',
  })
  expect(read[2499]).toMatchObject({ ID: 'id2499', LastSignIn: null })
})

test('a spreadsheet gets UTF-8 with the names of the columns, and no formula', async () => {
  tenantWith([rowOf(0), rowOf(1)])
  const { file } = await written('csv')
  expect([...new Uint8Array(await file.slice(0, 3).arrayBuffer())]).toEqual([0xef, 0xbb, 0xbf])
  expect(await file.text()).toBe(
    [
      '"ID","Name","FederationType","LastSignIn"\r\n',
      `"id0","'=0","","2022-05-15T13:35:03.570Z"\r\n`,
      `"id1","'=1","",""\r\n`,
    ].join(''),
  )
})

test('an empty list is an empty file, and one that shrinks is known', async () => {
  tenantWith([])
  expect(JSON.parse(await (await written('json')).file.text())).toEqual([])
  const shrinking = Array.from({ length: 1500 }, (_, number) => rowOf(number))
  tenantWith(shrinking, () => shrinking.splice(1200))
  expect(await written('csv')).toMatchObject({ rows: 1200, before: 1500, after: 1200 })
})

test('whoever stops it is asked for nothing more', async () => {
  const stop = new AbortController()
  const asked = tenantWith(
    Array.from({ length: 3000 }, (_, number) => rowOf(number)),
    (page) => page === 2 && stop.abort(),
  )
  await expect(written('csv', { signal: stop.signal })).rejects.toThrow('stopped')
  expect(asked).toHaveLength(2)
})

import { describe, expect, test } from 'vitest'
import { withNamesQuoted } from './reservedWords.ts'

describe('PB-06 words of SQL are names where a name stands', () => {
  test.each([
    ['select ID, From, To from Event', 'select ID, `From`, To from Event'],
    ['select From from Event', 'select `From` from Event'],
    ['select Session as From, ID from Event', 'select `Session` as `From`, ID from Event'],
    ['select count(*) as Count from Event', 'select count(*) as `Count` from Event'],
    [
      'select Session, count(*) as Count from Event group by Session order by Count desc limit 5',
      'select `Session`, count(*) as `Count` from Event group by `Session` order by `Count` desc limit 5',
    ],
    [
      "select ID from Event where Session = 'x' and Set is null",
      "select ID from Event where `Session` = 'x' and `Set` is null",
    ],
    ['select lower(Session), Event.From from Event', 'select lower(`Session`), Event.`From` from Event'],
    ['select count(distinct Session) from Event', 'select count(distinct `Session`) from Event'],
    ['  SELECT\n\tFROM,\n ID FROM Event ', '  SELECT\n\t`FROM`,\n ID FROM Event '],
    ['select ID, From', 'select ID, `From`'],
  ])('%s', (script, quoted) => expect(withNamesQuoted(script)).toBe(quoted))
})

describe('everything else stays as it is', () => {
  test.each([
    'select count(*), distinct from Event where x',
    "select case when Level = 'Info' then 1 else 0 end as n, ID from Event",
    "select ID from Event where not Level = 'x' and ID not in ('a') or ID is not null and not (Level like 'a%')",
    "select ID from Event where Level between 'a' and 'b' group by ID having count(*) > 1 order by ID asc",
    "select 'From, Session', \"From\", `From` from Event where Name = 'it''s from, session'",
    'select ID from Event union all select ID from Role',
    'delete from Event',
    'select distinct ID from Event as e, Role as r',
    '',
    "select 'open",
  ])('%s', (script) =>
    expect(withNamesQuoted(script.replace('distinct from', 'ID from'))).toBe(
      script.replace('distinct from', 'ID from'),
    ),
  )
})

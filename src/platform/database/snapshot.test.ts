import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Snapshot } from './snapshot.ts'

let folder: string
let writer: DatabaseSync
let reader: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-snapshot-'))
  const file = join(folder, 'database')
  writer = new DatabaseSync(file)
  writer.exec('pragma journal_mode = wal; create table coin (id text)')
  reader = new DatabaseSync(file, { readOnly: true })
})
afterEach(() => {
  for (const connection of [reader, writer]) if (connection.isOpen) connection.close()
  rmSync(folder, { recursive: true, force: true })
})

const coins = () => reader.prepare('select id from coin').all().length

test('holds one state for a turn, and lets go at its end or when told to', async () => {
  const snapshot = new Snapshot(reader)
  snapshot.hold()
  expect(coins()).toBe(0)
  writer.exec("insert into coin values ('a')")
  snapshot.hold()
  expect(coins()).toBe(0)
  snapshot.end()
  expect(coins()).toBe(1)

  snapshot.hold()
  expect(coins()).toBe(1)
  writer.exec("insert into coin values ('b')")
  await setImmediate()
  expect(reader.isTransaction).toBe(false)
  expect(coins()).toBe(2)
})

test('bears that SQLite ended the transaction by itself, as it does when the disk fails', async () => {
  const snapshot = new Snapshot(reader)
  snapshot.hold()
  reader.exec('rollback')
  snapshot.end()
  snapshot.hold()
  reader.exec('rollback')
  // Would be an error that nobody catches
  await setImmediate()
  snapshot.hold()
  expect(coins()).toBe(0)
  snapshot.end()
})

test('bears that the database is closed before the turn ends', async () => {
  const snapshot = new Snapshot(reader)
  snapshot.hold()
  reader.close()
  await setImmediate()
  expect(reader.isOpen).toBe(false)
})

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { databaseName } from './database/dataFolder.ts'
import { deriveKeys, keyCheck, loadKey } from './key.ts'

const good = Buffer.from('5f1d0a9b3cc27e8846f00db2a1975e3c64d8bb21907ac5ee13f64278d905ab1c', 'hex')
const keys = deriveKeys(good)
let dataFolder: string
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'gatewright-key-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

test('KR-02 takes 32 bytes as base64, base64url or hex, from the environment or a file', () => {
  const keyFile = join(dataFolder, 'elsewhere')
  for (const encoding of ['base64', 'base64url', 'hex'] as const) {
    const text = good.toString(encoding)
    expect(loadKey({ key: text, required: true })).toEqual(new Uint8Array(good))
    writeFileSync(keyFile, `${text}\n`)
    expect(loadKey({ keyFile, required: true })).toEqual(new Uint8Array(good))
  }
})

test.each([
  ['31 bytes', good.subarray(1).toString('base64'), '248 bits; expected 256'],
  ['33 bytes', Buffer.concat([good, good.subarray(0, 1)]).toString('hex'), '264 bits; expected 256'],
  ['nothing but spaces', '   ', 'is no key'],
  ['a word with signs', 'correct horse!', 'is no key'],
  ['all-same bytes', Buffer.alloc(32, 0x41).toString('base64'), 'is not random'],
  ['zeros', '0'.repeat(64), 'is not random'],
  ['counting bytes', Buffer.from(Array.from({ length: 32 }, (_, n) => n)).toString('hex'), 'is not random'],
  ['a repeated half', Buffer.concat([good.subarray(16), good.subarray(16)]).toString('hex'), 'is not random'],
  ['a sentence', Buffer.from('this is the key of the example !').toString('base64'), 'is not random'],
])('KR-02 NT-60 refuses %s', (_, key, reason) => {
  expect(() => loadKey({ key, required: true })).toThrow(reason)
  expect(() => loadKey({ key, required: true })).toThrow('openssl rand')
  expect(() => loadKey({ key, required: true })).not.toThrow(key.trim() || 'never')
})

test('refuses two sources at once, and none where nodes must share the key', () => {
  expect(() => loadKey({ key: 'x', keyFile: 'y', required: true })).toThrow('set one of them')
  expect(() => loadKey({ dataFolder, required: true })).toThrow('DATABASE_URL needs a key')
})

test('KR-02 makes a key in the data folder, readable by its owner alone, and finds it again', () => {
  const made = loadKey({ dataFolder, required: false })
  expect(made).toHaveLength(32)
  expect(statSync(join(dataFolder, 'key')).mode & 0o777).toBe(0o600)
  expect(loadKey({ dataFolder, required: false })).toEqual(made)
  rmSync(join(dataFolder, 'key'))
  expect(loadKey({ dataFolder, required: false })).not.toEqual(made)
})

test('refuses to go on without the key of a database that exists, and says how to mend it', () => {
  writeFileSync(join(dataFolder, databaseName), '')
  expect(() => loadKey({ dataFolder, required: false })).toThrow(
    /key is missing.*Restore the file from a backup/,
  )
  expect(existsSync(join(dataFolder, 'key'))).toBe(false)
})

test('refuses a damaged key file and leaves it as it is', () => {
  const file = join(dataFolder, 'key')
  writeFileSync(file, '')
  expect(() => loadKey({ dataFolder, required: false })).toThrow(/is no key.*Restore the file from a backup/)
  writeFileSync(file, good.toString('base64').slice(0, 20))
  expect(() => loadKey({ dataFolder, required: false })).toThrow('120 bits')
  expect(readFileSync(file, 'utf8')).toHaveLength(20)
  expect(() => loadKey({ keyFile: join(dataFolder, 'gone'), required: true })).toThrow('gone cannot be read')
})

test('OP-04 the key check is the same for the same key only, and is not the key', () => {
  expect(keyCheck(keys)).toBe(keyCheck(deriveKeys(good)))
  expect(keyCheck(keys)).not.toBe(keyCheck(deriveKeys(Buffer.from(good).reverse())))
  expect(Buffer.from(keyCheck(keys), 'base64url')).not.toEqual(good)
})

test('NT-01 keys show nothing when logged', () => {
  keys.derived('anything')
  const shown = inspect(keys, { depth: 9, showHidden: true }) + JSON.stringify(keys)
  expect(shown).not.toContain(good.toString('hex').slice(0, 8))
  expect(shown).not.toMatch(/Uint8Array/)
})

import { argon2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import { deriveKeys } from './key.ts'
import {
  PasswordTooLong,
  decoyHash,
  hashGenerated,
  hashPassword,
  needsRehash,
  verifySecret,
} from './password.ts'
import { Busy } from './queue.ts'

const keys = deriveKeys(new Uint8Array(32).map((_, n) => (n * 73) % 251))
const others = deriveKeys(new Uint8Array(32).map((_, n) => (n * 71) % 251))

test('F7 a password is kept as argon2id with 19 MiB, two passes, a salt of its own', async () => {
  const stored = await hashPassword('correct horse')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await hashPassword('correct horse')).not.toBe(stored)
  const [, , , , salt = '', hash = ''] = stored.split('$')
  const its = { memory: 19456, passes: 2, parallelism: 1, tagLength: 32 }
  const again = argon2Sync('argon2id', {
    message: 'correct horse',
    nonce: Buffer.from(salt, 'base64'),
    ...its,
  })
  expect(again.toString('base64').replace('=', '')).toBe(hash)
})

test('F7 the right password passes, another does not', async () => {
  const stored = await hashPassword('correct horse')
  expect(await verifySecret(keys, stored, 'correct horse')).toBe(true)
  expect(await verifySecret(keys, stored, 'correct horsf')).toBe(false)
  expect(await verifySecret(keys, stored, '')).toBe(false)
})

test('a password is the same however the keyboard composes its accents', async () => {
  const stored = await hashPassword('caf\u00e9')
  expect(await verifySecret(keys, stored, 'cafe\u0301')).toBe(true)
})

test('F7 a generated secret is kept as a keyed hash', async () => {
  const stored = hashGenerated(keys, 'abc')
  expect(stored).toMatch(/^hmac\$[\w-]{43}$/)
  expect(await verifySecret(keys, stored, 'abc')).toBe(true)
  expect(await verifySecret(keys, stored, 'abd')).toBe(false)
  expect(await verifySecret(others, stored, 'abc')).toBe(false)
})

test('CL-07 NT-54 a long password is hashed whole, and one over 1024 bytes refused before hashing', async () => {
  const long = 'x'.repeat(1024)
  const stored = await hashPassword(long)
  expect(await verifySecret(keys, stored, long)).toBe(true)
  expect(await verifySecret(keys, stored, `${long.slice(1)}y`)).toBe(false)
  expect(await verifySecret(keys, stored, long.slice(0, 72))).toBe(false)
  for (const size of [1025, 10_000, 1_000_000]) {
    const started = performance.now()
    await expect(hashPassword('x'.repeat(size))).rejects.toThrow(PasswordTooLong)
    expect(await verifySecret(keys, stored, 'x'.repeat(size))).toBe(false)
    expect(performance.now() - started).toBeLessThan(10 + size / 50_000)
  }
  await expect(hashPassword('é'.repeat(513))).rejects.toThrow('1024 bytes')
})

test('CL-03 nothing fits the decoy, and it costs what a password costs', async () => {
  expect(await verifySecret(keys, decoyHash, 'anything')).toBe(false)
  expect(needsRehash(decoyHash)).toBe(false)
})

test('CL-02 tells which hashes are of another cost', async () => {
  expect(needsRehash(await hashPassword('a password'))).toBe(false)
  expect(needsRehash(hashGenerated(keys, 'abc'))).toBe(false)
  expect(needsRehash(decoyHash.replace('m=19456', 'm=4096'))).toBe(true)
  expect(needsRehash('$2b$10$abcdefghijklmnopqrstuv')).toBe(true)
})

test.each([
  '',
  'hmac$',
  'plain',
  '$2b$10$x',
  '$argon2id$v=19$m=19456,t=2,p=1$$',
  '$argon2i$v=19$m=1,t=1,p=1$AAAA$AAAA',
])('nothing passes against the stored text %j', async (stored) => {
  expect(await verifySecret(keys, stored, '')).toBe(false)
  expect(await verifySecret(keys, stored, stored)).toBe(false)
})

test('F7 a password that passed passes again without hashing; a wrong one is hashed each time', async () => {
  const stored = await hashPassword('correct horse')
  const took = async (candidate: string) => {
    const started = performance.now()
    await verifySecret(keys, stored, candidate)
    return performance.now() - started
  }
  const [first, again] = [await took('correct horse'), await took('correct horse')]
  expect(again).toBeLessThan(first / 4)
  const [wrong, wrongAgain] = [await took('wrong'), await took('wrong')]
  expect(wrongAgain).toBeGreaterThan(wrong / 4)
})

test('F7 a password that was changed no longer passes, however recently it did', async () => {
  const before = await hashPassword('correct horse')
  expect(await verifySecret(keys, before, 'correct horse')).toBe(true)
  const after = await hashPassword('battery staple')
  expect(await verifySecret(keys, after, 'correct horse')).toBe(false)
})

test('RL-05 at most 2 are hashed and 64 wait; the rest is told to come back, and those waiting are served', async () => {
  const stored = await hashPassword('correct horse')
  const tries = Array.from({ length: 80 }, (_, n) => verifySecret(keys, stored, `wrong ${n}`))
  const outcomes = await Promise.allSettled(tries)
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.every((outcome) => outcome.reason instanceof Busy)).toBe(true)
  expect(refused).toHaveLength(80 - 66)
  expect(await verifySecret(keys, hashGenerated(keys, 'abc'), 'abc')).toBe(true)
  expect(await verifySecret(keys, stored, 'correct horse')).toBe(true)
})

test('the same check asked for 200 times at once is done once', async () => {
  const stored = await hashPassword('correct horse')
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, () => verifySecret(keys, stored, 'correct horse')),
  )
  expect(outcomes.every(Boolean)).toBe(true)
})

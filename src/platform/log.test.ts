import { Socket } from 'node:net'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLog, type LogLevel } from './log.ts'

function logged(level: LogLevel = 'info') {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return {
    log: createLog({ level, destination }),
    lines,
    last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>,
  }
}

test('writes one JSON line with level in words, time and request id', () => {
  const { log, last, lines } = logged()
  log.child({ requestId: 'r1' }).info({ status: 200 }, 'answered')
  log.debug('not at this level')
  expect(last()).toMatchObject({ level: 'info', requestId: 'r1', status: 200, msg: 'answered' })
  expect(Date.parse(String(last()['time']))).toBeGreaterThan(0)
  expect(lines).toHaveLength(1)
})

test('OP-02 NT-01 no planted secret is written, wherever it stands', () => {
  const canary = 'c4n4ry-S3sam3'
  const jwt = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(canary).toString('base64url')}.c2lnbmF0dXJl`
  const { log, lines } = logged('trace')
  const sender = Object.assign(new Socket(), { rawHeaders: ['Authorization', canary] })
  log.info({ password: canary, nested: [{ deep: { client_secret: canary, ok: 1 } }] }, 'plain')
  log.info({ headers: { Authorization: `Bearer ${canary}`, cookie: canary, 'set-cookie': [canary] } })
  log.info({ url: `/a?code=${canary}#access_token=${canary}`, note: `sent Bearer ${canary}` })
  log.info(`refused /x?token=${canary} with ${jwt}`)
  log.info('refused %s', `/x?token=${canary}`)
  log.error(new Error(`GET /cb?code=${canary} failed`, { cause: new Error(`Basic ${canary}`) }))
  log.error(
    { err: Object.assign(new Error('no'), { request: { body: canary }, code: 'ECONNRESET' }) },
    'failed',
  )
  log.error({ error: Object.assign(new TypeError('Invalid URL'), { input: canary }) })
  log.warn({ key: { kty: 'RSA', n: 'public', d: canary } })
  log.warn({ code: canary, buffer: Buffer.from(canary), map: new Map([['a', canary]]), sender })
  log.warn({ href: new URL(`https://u:${canary}@a.test/?token=${canary}`) })
  log.child({ refresh_token: canary }).child({ password: canary }).info('child')
  log.error({ err: new Error(`/x?token=${canary}`) })
  expect(lines).toHaveLength(13)
  const all = lines.join('')
  expect(all).not.toContain(canary)
  expect(all).not.toContain(Buffer.from(canary).toString('base64url'))
  expect(all).toContain('[redacted]')
})

test('keeps what helps: error type, code, stack, cause, numbers', () => {
  const { log, last } = logged()
  log.error(
    { err: Object.assign(new TypeError('no', { cause: 'why' }), { code: 'ECONNREFUSED' }), ms: 3 },
    'failed',
  )
  expect(last()).toMatchObject({ level: 'error', ms: 3, msg: 'failed' })
  expect(last()['err']).toMatchObject({
    type: 'TypeError',
    message: 'no',
    code: 'ECONNREFUSED',
    cause: 'why',
  })
  expect((last()['err'] as { stack: string }).stack).toContain('log.test.ts')
  log.error(new Error('alone'))
  expect(last()).toMatchObject({ msg: 'alone' })
})

test('AU-05 hostile text cannot forge a line', () => {
  const { log, lines } = logged()
  log.info({ userAgent: 'a\n{"level":"fatal"}\r\n' }, 'b\n{"level":"fatal"}')
  expect(lines).toHaveLength(1)
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/)
})

test('ends with what is endless or huge', () => {
  const { log, last } = logged()
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  log.info({ circle, many: Array.from({ length: 5000 }, () => 'x'), long: 'y'.repeat(1e6), big: 10n })
  expect(JSON.stringify(last()).length).toBeLessThan(12_000)
  expect(last()['big']).toBe('10')
})

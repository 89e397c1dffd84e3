import { expect, test } from 'vitest'
import { securityHeaders } from './securityHeaders.ts'

const hsts = 'strict-transport-security'

test('FE-02 every reply is nosniff, without referrer, in a context and of an origin of its own, without device features', () => {
  expect(securityHeaders({ tls: false }, 'localhost:7080')).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=(), '),
    'cache-control': 'no-store',
  })
})

test.each([
  [{ tls: true }, 'console.acme.test', true],
  [{ tls: true, publicUrl: 'https://console.acme.test' }, 'x', true],
  [{ tls: false, publicUrl: 'https://console.acme.test' }, '10.0.0.4:7080', true],
  [{ tls: false }, 'console.acme.test', false],
  [{ tls: false, publicUrl: 'http://console.acme.test' }, 'x', false],
  [{ tls: true }, 'localhost:7080', false],
  [{ tls: true }, '127.0.0.1', false],
  [{ tls: true }, '127.8.0.1:1', false],
  [{ tls: true }, '[::1]:7080', false],
  [{ tls: true }, 'acme.localhost', false],
  [{ tls: true, publicUrl: 'https://localhost:7080' }, 'x', false],
  [{ tls: true }, 'localhost.acme.test', true],
  [{ tls: true }, 'a b', false],
  [{ tls: true }, undefined, false],
])('FE-02 HSTS for %j at %s: %s', (address, host, wanted) => {
  expect(hsts in securityHeaders(address, host)).toBe(wanted)
})

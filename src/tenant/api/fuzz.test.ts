import fc from 'fast-check'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type EndpointName } from '#schema/api.ts'
import { verifyEvents } from '#tenant/audit/verify.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { endsSession } from '#testing/endsSession.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { longer } from '#testing/soak/longer.ts'

// No request makes the server fail, whatever is in it: 4xx or a refusal in the envelope, on both databases.

/** What ends programs: ends of ranges, characters that are none, names of built-ins, fragments of other languages. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\0',
    '\ud800',
    '\ufffe',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    "' or 1=1--",
    '%',
    '_',
    '\\',
    '../..',
    '<script>',
    'sysadmin',
    'everybody',
    '/Date(9999999999999999)/',
    '2147483648',
    'true',
    'NaN',
    'a'.repeat(3000),
    '😀'.repeat(1500),
    '\ufdfa'.repeat(200),
    'ß'.repeat(300),
    'İ@acme.test',
    '\u202e@acme.test',
    'select * from User',
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    -(2 ** 53),
    1e300,
    5e-324,
    true,
    false,
    null,
    [],
    {},
    [[]],
    [null],
    { a: null },
    ['a', 'a'],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.nat().map((index) => known[index % known.length]),
)

/** What is really there, filled in when it is made. */
const known: unknown[] = [null]

/** Values near what a schema asks for, so that they get past the first look. */
function near(schema: z.ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return fc.oneof(fc.constant(null), near(schema.unwrap() as z.ZodType))
  if (schema instanceof z.ZodArray)
    return fc.oneof(hostile, fc.array(near(schema.element as z.ZodType), { maxLength: 3 }))
  if (schema instanceof z.ZodObject) {
    const members = Object.entries(schema.shape as Record<string, z.ZodType>).map(
      ([name, each]) => [name, near(each)] as const,
    )
    return fc.oneof(
      { weight: 9, arbitrary: fc.record(Object.fromEntries(members), { requiredKeys: [] }) },
      { weight: 1, arbitrary: hostile },
    )
  }
  if (schema instanceof z.ZodEnum) return fc.oneof(fc.constantFrom(...(schema.options as unknown[])), hostile)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((each) => near(each as z.ZodType)))
  return hostile
}

/** Long waits and ends of sessions are tested elsewhere. */
const endpoints = (Object.keys(api) as EndpointName[]).filter(
  (name) => !endsSession(name) && name !== 'firstToken',
)

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  let client: ApiClient
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    flow = oauthOf(running)
    const { rowKey, client: service } = await flow.application('portal')
    const people = peopleOf(running)
    const [user, role] = [await people.addUser('somebody'), await people.addRole('Somebodies')]
    const rights = [{ Role: role, Path: '/lib/rights/monitor.json' }]
    known.splice(
      0,
      known.length,
      rowKey,
      [rowKey],
      service.id,
      user,
      [user],
      role,
      'somebody@acme.test',
      'Somebodies',
      rights,
    )
    client = running.admin
  })
  afterAll(() => running.close())

  test.each(endpoints)('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(near(api[name].request), async (body) => {
        const { status, envelope } = await client.post(api[name].path, body)
        expect({ status, failed: envelope.ErrorCode === 'failed' }).toMatchObject({ failed: false })
        expect(status).toBeLessThan(500)
      }),
      { numRuns: longer(15) },
    )
  })

  const anyText = fc.oneof(
    fc.constantFrom(
      '\0',
      '\ud800a',
      'a'.repeat(7999),
      'ada@acme.test',
      'svc-portal@acme.test',
      '%00',
      '\r\n',
      'code',
      'S256',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  const names = [
    'client_id',
    'client_secret',
    'scope',
    'code',
    'redirect_uri',
    'code_verifier',
    'state',
    'nonce',
    'response_type',
  ]

  test('AS-17 the token endpoint answers in the words and letters of its protocol', async () => {
    const form = fc.record(Object.fromEntries(names.map((name) => [name, anyText])), { requiredKeys: [] })
    await fc.assert(
      fc.asyncProperty(
        form,
        fc.constantFrom('client_credentials', 'authorization_code', 'x'),
        anyText,
        async (fields, grant_type, odd) => {
          const { status, body } = await flow.token('portal', { ...fields, grant_type, [odd]: odd })
          expect(status).toBeLessThan(500)
          expect(`${String(body['error'])}${String(body['error_description'])}`).toMatch(
            /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/,
          )
        },
      ),
      { numRuns: longer(60) },
    )
  })

  test('AS-17 the authorization endpoint never fails, and sends no line break anywhere', async () => {
    const query = fc.record(Object.fromEntries(names.slice(2).map((name) => [name, anyText])), {
      requiredKeys: [],
    })
    await fc.assert(
      fc.asyncProperty(query, fc.boolean(), async (fields, right) => {
        const sent = right
          ? flow.request('svc-portal@acme.test', {
              ...fields,
              redirect_uri: 'https://app.test/cb',
              response_type: 'code',
              scope: 'siem',
            })
          : fields
        const reply = await flow.authorize('portal', sent, client)
        expect(reply.status).toBeLessThan(500)
        expect(reply.headers.get('location') ?? '').not.toMatch(/[\r\n\t]/)
      }),
      { numRuns: longer(60) },
    )
  })

  test('AU-05 after all of that the chain is intact', async () => {
    expect(await verifyEvents(running.tenant)).toMatchObject({ intact: true })
  })
})

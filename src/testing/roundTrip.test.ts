import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withKept, withoutSecrets } from '#console/form/objectValues.ts'
import { api } from '#schema/api.ts'
import { readStored } from '#schema/category.ts'
import { isSecret } from '#schema/setting.ts'
import { objectTypes } from '#schema/nouns.ts'
import { roundTrips, type Trip } from './roundTrips.ts'
import { bootTenant, type TestTenant } from './tenant.ts'

/** What the tenant replies, parsed as the console parses it and sent back unchanged, changes nothing. */

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
})
afterAll(() => running.close())

const runs = { numRuns: 15 }

const all = objectTypes.flatMap((type) =>
  Object.entries(roundTrips[type]).map(([title, book]) => ({ type, title, book })),
)

test.each(objectTypes)('there is a trip of the noun %s', (type) => {
  expect(Object.keys(roundTrips[type])).not.toEqual([])
})

describe.each(all)('Any $title', ({ type, book }) => {
  let trip: Trip
  beforeAll(async () => {
    trip = await book(running)
  })
  afterAll(() => trip.end?.())

  test('keeps every setting that was saved over the API', async () => {
    await fc.assert(
      fc.asyncProperty(trip.any, async (any) => {
        await trip.send(any)
        const saved = await trip.read()
        if (trip.exact) expect(saved.values).toEqual(any)
        await trip.send(saved.values)
        expect(await trip.read()).toEqual(saved)
      }),
      runs,
    )
  })

  test('is the same after its newest version was sent back', async () => {
    await fc.assert(
      fc.asyncProperty(trip.any, async (any) => {
        await trip.send(any)
        const saved = await trip.read()
        const entry = api.historyGet.response.parse(
          await running.admin.result('/Gatewright/History/Get', {
            type,
            id: trip.id,
            version: saved.version,
          }),
        )
        expect(entry).not.toBeNull()
        await trip.send(readStored(trip.categories, entry?.object ?? {}))
        expect(await trip.read()).toEqual(saved)
      }),
      runs,
    )
  })

  test('is the same after a draft of it was kept, read and sent back', async () => {
    const blank = readStored(trip.categories, {})
    // Of a secret a draft keeps nothing: the form has what the tenant says of it
    const start = (saved: Record<string, Record<string, unknown>>) =>
      Object.fromEntries(
        trip.categories.map(({ id, settings }) => [
          id,
          Object.fromEntries(
            Object.entries(settings).map(([key, setting]) => [
              key,
              (isSecret(setting) ? saved : blank)[id]?.[key],
            ]),
          ),
        ]),
      )
    await fc.assert(
      fc.asyncProperty(trip.any, async (any) => {
        await trip.send(any)
        const saved = await trip.read()
        const body = { values: withoutSecrets(trip.categories, saved.values) }
        await running.admin.result('/Gatewright/Drafts/Save', { id: type, kind: type, title: type, body })
        const draft = api.draftsGet.response.parse(
          await running.admin.result('/Gatewright/Drafts/Get', { id: type }),
        )
        const back = withKept(trip.categories, start(saved.values), draft?.body['values'])
        expect(back).toEqual(saved.values)
        await trip.send(back)
        expect(await trip.read()).toEqual(saved)
      }),
      runs,
    )
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { fromReply, toRequest } from '#console/features/applications/application/savedApplication.ts'
import { api } from '#schema/api.ts'
import { templates, type TemplateName } from '#schema/application/index.ts'
import { toWire } from '#schema/application/wire.ts'
import { userCategories, userConfig } from '#schema/user/index.ts'
import { fromUserAttributes, toUserWire } from '#schema/user/wire.ts'
import { anyApplication } from './anyApplication.ts'
import { anyObject } from './anyObject.ts'
import { peopleOf } from './people.ts'
import { bootTenant, type TestTenant } from './tenant.ts'

/** What the tenant replies, parsed as the console parses it and sent back unchanged, changes nothing. */

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
})
afterAll(() => running.close())

const runs = { numRuns: 15 }

describe.each(Object.keys(templates) as TemplateName[])('An application of the template %s', (template) => {
  let rowKey: string
  beforeAll(async () => {
    const [made] = await running.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: [template],
    })
    rowKey = made?._RowKey ?? ''
  })
  // The next one may want the same Application ID or issuer
  afterAll(() => running.admin.result('/SaasManage/DeleteApplication', { _RowKey: [rowKey] }))

  const read = async () => {
    const reply = await running.admin.result('/SaasManage/GetApplication', { _RowKey: rowKey })
    return fromReply(api.getApplication.response.parse(reply) as NonNullable<Reply<'getApplication'>>)
  }

  test('keeps every setting that was saved over the API', async () => {
    await fc.assert(
      fc.asyncProperty(anyApplication(template), async (any) => {
        const config = {
          ...any,
          // Who owns it or holds a permission has to exist
          description: { ...any.description, owner: '' },
          userAccess: {
            grants: any.userAccess.grants
              .slice(0, 1)
              .map(({ rights }) => ({ type: 'Role' as const, id: 'everybody', name: 'Everybody', rights })),
          },
        }
        await running.admin.result('/SaasManage/UpdateApplicationDE', {
          _RowKey: rowKey,
          ...toWire({ template, config }),
        })
        const saved = await read()
        expect(saved.values).toEqual(config)
        await running.admin.result(
          '/SaasManage/UpdateApplicationDE',
          toRequest({ rowKey, saved, values: saved.values }),
        )
        expect(await read()).toEqual(saved)
      }),
      runs,
    )
  })
})

type Reply<Name extends keyof typeof api> = z.output<(typeof api)[Name]['response']>

test('A user keeps every setting that was saved over the API', async () => {
  const id = await peopleOf(running).addUser('round-trip')
  const read = async () => {
    const reply = await running.admin.result('/UserMgmt/GetUserAttributes', { ID: id })
    const attributes = api.getUserAttributes.response.parse(reply)
    if (!attributes) throw new Error('The user is gone.')
    return { values: fromUserAttributes(attributes), version: attributes.Gatewright.Version }
  }
  const send = (values: Parameters<typeof toUserWire>[0]) =>
    running.admin.result('/CDirectoryService/ChangeUser', { ID: id, ...toUserWire(values) })
  await fc.assert(
    fc.asyncProperty(anyObject(userCategories), async (any) => {
      await send(userConfig.parse(any))
      const saved = await read()
      await send(saved.values)
      expect(await read()).toEqual(saved)
    }),
    runs,
  )
})

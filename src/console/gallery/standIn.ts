import type { Result } from '#console/api/call.ts'
import type { Session } from '#console/api/session.ts'
import { api } from '#schema/api.ts'
import type { Grant } from '#schema/grant.ts'
import { listedCalls } from '#schema/listedCall.ts'
import type { RedrockReply } from '#schema/redrock.ts'

type Principal = Pick<Grant, 'type' | 'id' | 'name'>

/** Whom the directory holds. */
export const people = {
  user: { type: 'User', id: 'u-siem', name: 'siem@acme.test' },
  otherUser: { type: 'User', id: 'u-dashboard', name: 'dashboard@acme.test' },
  group: { type: 'Group', id: 'g-approvers', name: 'Approvers' },
  role: { type: 'Role', id: 'r-readers', name: 'Event readers' },
} as const satisfies Record<string, Principal>

const session: Session = {
  user: { id: 'u-ada', name: 'ada@acme.test', displayName: 'Ada' },
  tenant: { url: 'https://id.acme.test/', kind: 'embedded', host: 'id.acme.test' },
}

const whoAmI: Result<'whoAmI'> = {
  User: 'ada@acme.test',
  UserId: 'u-ada',
  DisplayName: 'Ada',
  TenantId: 'ACME',
  Rights: [],
  SystemAdministrator: true,
}

const capabilities: Result<'capabilities'> = {
  tenant: { id: 'ACME', name: 'acme.test', kind: 'embedded', url: 'https://id.acme.test/' },
  suffixes: ['acme.test'],
  apis: listedCalls(api),
}

/**
 * Stands in for bff and tenant, where a gallery or a test runs without them: says who is signed in and what there is, and finds people.
 * What it has no answer for does not reach a server that may be there.
 */
export function standIn(): void {
  const outside = window.fetch.bind(window)
  window.fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href)
    const answer = answers[pathname]
    if (answer)
      return Promise.resolve(Response.json(answer(typeof init?.body === 'string' ? init.body : '{}')))
    if (/^\/(api|bff)\//.test(pathname)) throw new Error(`The gallery has no answer for ${pathname}.`)
    return outside(input, init)
  }
}

const result = (Result: unknown) => ({ success: true, Result, Message: null, ErrorID: null, ErrorCode: null })

const answers: Record<string, (body: string) => unknown> = {
  '/bff/session': () => session,
  '/api/Security/WhoAmI': () => result(whoAmI),
  '/api/Gatewright/Capabilities': () => result(capabilities),
  '/api/Gatewright/Principals/MembershipsAmong': () => result(among),
  '/api/Redrock/query': (body) => result(found(JSON.parse(body) as Query)),
}

const wire = ({ type, id, name }: Principal) => ({ Type: type, ID: id, Name: name })

/** The service user is in the role, through a group that gives nothing itself. */
const among: Result<'getMembershipsAmong'> = {
  Principals: [
    {
      ...wire(people.user),
      ServiceUser: true,
      In: [{ ...wire(people.role), Direct: false, Ways: [[wire(people.group)]], MoreWays: 0 }],
    },
  ],
}

type Query = { Script: string; Args?: { FilterValue?: string } }

const tables = { User: 'User', DSGroups: 'Group', Role: 'Role' }

function found({ Script, Args }: Query): RedrockReply {
  const [, table = ''] = /from (\w+)/.exec(Script) ?? []
  const [, id] = / = '([^']*)'/.exec(Script) ?? []
  const [type, text] = [tables[table as keyof typeof tables], Args?.FilterValue ?? '']
  const rows = Object.values(people).filter(
    (each) => each.type === type && (id === undefined || each.id === id) && each.name.includes(text),
  )
  return {
    IsAggregate: false,
    Count: rows.length,
    FullCount: rows.length,
    Columns: [],
    Results: rows.map(({ id, name }) => ({ Entities: [], Row: { ID: id, Name: name, Detail: '' } })),
    ReturnID: '',
  }
}

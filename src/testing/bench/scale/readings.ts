import type { RedrockArgs } from '#schema/redrock.ts'
import { webApplications } from '#schema/redrockColumns.ts'

/** What screens ask for, and how many rows there have to be in all. */
export type Reading = {
  what: string
  /** Who asks: an administrator, or somebody who sees the applications of their own. */
  as: 'administrator' | 'plain user'
  script: string
  args: RedrockArgs
  least: number
}

const pageSize = 50
const page = (number: number): RedrockArgs => ({
  PageNumber: number,
  PageSize: pageSize,
  Limit: pageSize,
  Caching: -1,
})

const kinds = 'TemplateName, WebAppTypeDisplayName, State, AuthMethods, ClientIdType, TokenType, LastUsed'
const facets = `select ${kinds}, count(*) as Applications from Application group by ${kinds}`
const ending = `select ${kinds}, SecretState, count(*) as Applications from Application
  where SecretState <> '' group by ${kinds}, SecretState`
const narrowed: [what: string, facet: Record<string, string>, least: number][] = [
  ['of one type and state', { TemplateName: 'OAuth2Server', State: 'Deployed' }, 0.1],
  ['of one auth method', { AuthMethods: 'AuthorizationCode' }, 0.1],
  ['of one client ID type and token type', { ClientIdType: 'Confidential', TokenType: 'JwtRS256' }, 0.1],
  ['never used', { LastUsed: 'Never' }, 0.5],
  ['used within 30 days', { LastUsed: 'Within 30 days' }, 0],
  ['secret ends within 30 days', { SecretState: 'Ends within 30 days' }, 0],
]
const users =
  'select ID, Username as Name, DisplayName, Email, Status, ServiceUser, OauthClient, LastLogin from User order by Username'
const usersIn = (set: string) => users.replace(' order by', ` where ${set} order by`)
const told = 'State, ServiceUser, OauthClient, DirectoryServiceUuid, SignedIn, LastSeen'
const alike = `select ${told}, count(*) as Users from User group by ${told}`
const groups =
  'select InternalName as ID, SystemName as Name, Description as Detail from DSGroups order by SystemName'
const applications = 'select ID, Name as Name, ServiceName as Detail from Application order by Name'
const pickable = 'select ID, Username as Name, DisplayName as Detail from User order by Username'

/** The same words that seeding takes its names from. */
const found = (count: number, { few, many }: { few: string; many: string }) => [
  { what: 'search, few found', text: few, least: 1 },
  { what: 'search, many found', text: many, least: count / 50 },
  { what: 'search, none found', text: 'nobody called it that', least: 0 },
]

/** @param few a text that is in one object of each kind. */
export function readingsOf(count: number, few: string): Reading[] {
  const asked = (what: string, script: string, args: RedrockArgs, least = count): Reading => ({
    what,
    as: 'administrator',
    script,
    args,
    least,
  })
  const list = (noun: string, script: string, { many, by }: { many: string; by: string[] }) => [
    asked(`${noun}, first page`, script, page(1)),
    asked(`${noun}, deep page`, script, page(Math.floor(count / pageSize) - 1)),
    ...found(count, { few, many }).map(({ what, text, least }) =>
      asked(`${noun}, ${what}`, script, { ...page(1), FilterBy: by, FilterValue: text }, least),
    ),
  ]
  return [
    ...list('applications', webApplications.script, { many: 'payroll', by: ['Name'] }),
    ...narrowed.map(([what, FilterQuery, least]) =>
      asked(`applications, ${what}`, webApplications.script, { ...page(1), FilterQuery }, count * least),
    ),
    ...['ServiceName', 'State', 'AppTypeDisplayName'].map((SortBy) =>
      asked(`applications, sorted by ${SortBy}`, webApplications.script, { ...page(1), SortBy }),
    ),
    asked('applications, facets counted', facets, { PageNumber: 1, PageSize: 1000, Limit: 1000 }, 6),
    asked('applications, ending secrets counted', ending, { PageNumber: 1, PageSize: 1000, Limit: 1000 }, 0),
    ...list('users', users, { many: 'turing', by: ['Name', 'DisplayName', 'Email'] }),
    asked('users, sets counted', alike, { PageNumber: 1, PageSize: 1000, Limit: 1000 }, 1),
    asked('users, active', usersIn("State = 'None'"), page(1), count / 2),
    asked(
      'users, active, deep page',
      usersIn("State = 'None'"),
      page(Math.floor(count / pageSize / 2)),
      count / 2,
    ),
    ...['Status', 'Email', 'DisplayName', 'LastLogin'].map((SortBy) =>
      asked(`users, sorted by ${SortBy}`, users, { ...page(1), SortBy }),
    ),
    asked('users, never signed in', usersIn("LastSeen = 'Never'"), page(1), count / 2),
    asked('users, secret ends within 30 days', usersIn("SecretState = 'Ends within 30 days'"), page(1), 0),
    asked('users, locked', usersIn("State = 'Locked'"), page(1), 0),
    asked(
      'users, invited, search, many found',
      usersIn("State = 'None' and ServiceUser = 0 and SignedIn = 0"),
      { ...page(1), FilterBy: ['Name', 'DisplayName', 'Email'], FilterValue: 'turing' },
      1,
    ),
    ...list('groups', groups, { many: 'payroll', by: ['Name', 'Detail'] }),
    ...[
      ['picker of users', pickable],
      ['palette, applications', applications],
    ].map(([what = '', script = '']) =>
      asked(what, script, { ...page(1), PageSize: 20, FilterBy: ['Name', 'Detail'], FilterValue: few }, 1),
    ),
    {
      what: 'applications of a plain user',
      as: 'plain user',
      script: webApplications.script,
      args: page(1),
      least: 60,
    },
  ]
}

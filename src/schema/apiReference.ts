import { z } from 'zod'
import { aliases, api, type EndpointName } from './api.ts'
import { applicationCalls } from './calls/applicationCalls.ts'
import { draftCalls } from './calls/draftCalls.ts'
import { groupCalls } from './calls/groupCalls.ts'
import { historyCalls } from './calls/historyCalls.ts'
import { keyCalls } from './calls/keyCalls.ts'
import { roleCalls } from './calls/roleCalls.ts'
import { scopeCalls } from './calls/scopeCalls.ts'
import { secretCalls } from './calls/secretCalls.ts'
import { sessionCalls } from './calls/sessionCalls.ts'
import { signInCalls } from './calls/signInCalls.ts'
import { tenantCalls } from './calls/tenantCalls.ts'
import { userCalls } from './calls/userCalls.ts'
import { accessInWords, isOurs, type Access, type Endpoint } from './endpoint.ts'
import { applicationRights } from './grant.ts'
import { inWords, type Described, type JsonSchema } from './jsonSchemaInWords.ts'
import { problemCodes } from './problem.ts'
import { deviceCalls } from './deviceCalls.ts'
import { identityProviderCalls } from './identityProviderCalls.ts'
import { settingsCalls } from './settingsCalls.ts'
import { suffixCalls } from './calls/suffixCalls.ts'

/** The reference of every call as Markdown, made from the table that the tenant serves and guards from. */
export function apiReference(): string {
  const written = new Set(chapters.flatMap(({ calls }) => Object.keys(calls)))
  const rest = Object.fromEntries(Object.entries(api).filter(([name]) => !written.has(name)))
  const parts = [...chapters, { title: 'More', calls: rest }]
    .filter(({ calls }) => Object.keys(calls).length > 0)
    .map(({ title, calls }) => [`## ${title}`, ...Object.entries(calls).map(callText)].join('\n\n'))
  return `${['# Calls of the tenant API', intro, ...parts, problems].join('\n\n')}\n`
}

const problems = [
  '## Problems',
  '',
  'What `ErrorCode` of a failed call can be. `Message` says it about the case at hand.',
  '',
  ...Object.entries(problemCodes).map(([code, about]) => `- \`${code}\`: ${about}`),
].join('\n')

const settingsOfApplications = Object.fromEntries(
  Object.entries<Endpoint>(settingsCalls).filter(
    ([name]) => !(name in identityProviderCalls) && !(name in deviceCalls) && !(name in suffixCalls),
  ),
)

const chapters: { title: string; calls: Partial<Record<EndpointName, Endpoint>> }[] = [
  { title: 'Signing in', calls: { ...signInCalls, ...sessionCalls } },
  { title: 'Applications', calls: { ...applicationCalls, ...settingsOfApplications } },
  { title: 'Users', calls: userCalls },
  { title: 'Login suffixes', calls: suffixCalls },
  { title: 'External identity providers', calls: identityProviderCalls },
  { title: 'Security devices', calls: deviceCalls },
  { title: 'Roles', calls: roleCalls },
  { title: 'Groups', calls: groupCalls },
  { title: 'Client secrets', calls: secretCalls },
  { title: 'Scopes', calls: scopeCalls },
  { title: 'Signing keys', calls: keyCalls },
  { title: 'Queries and the tenant', calls: tenantCalls },
  { title: 'History', calls: historyCalls },
  { title: 'Drafts', calls: draftCalls },
]

const intro = `This page is generated from the table of calls in \`src/schema\`. Each call says what it does, what it needs and what it gives. Calls of the **vendor** are those of its public contract,
and programs that were written for it work; the others are **ours**.

- Send JSON to the tenant's address with \`Authorization: Bearer …\`. Calls that only read also answer GET with the same members in the query. Paths and member names may be written in
  any case, and unknown members are ignored.
- A reply is an envelope: \`success\`, then \`Result\`, which is what this page calls the reply, or \`Message\` with what went wrong. A refusal is HTTP 200 with \`success: false\`.
- System Administrators may call everything. Where a scope limits the token, one of its patterns has to open the path as well.
- Where a call asks people for a proof of the last five minutes, whoever signed in on a page gives the password again (401, \`reauthentication_required\`). Programs, and people who
  signed in by API, are not asked.
- What makes other routing rules count may be risky: with the header \`X-Gatewright-Confirmed\` it is refused (428, \`unconfirmed\`) until the header holds what \`Gatewright.confirmation.as\`
  of the refusal says. Without the header the Message of the reply tells the risk; the console always asks.
- A _page of rows_ is an object with \`Results\` (each with a \`Row\`, whose members are listed), \`Count\`, \`FullCount\` (before paging) and \`Columns\`. _Paging_ is an object with \`PageNumber\`,
  \`PageSize\`, \`Limit\`, \`SortBy\`, \`Ascending\`, \`FilterBy\` (names of columns) and \`FilterValue\` (what they contain); every member is optional.
- Where it says _and more members_, these are settings under the wire names of [the settings reference](settings.md), or values that the vendor's clients expect and that never change.`

function callText([name, call]: [string, Endpoint]): string {
  const { method, path, about, access, rightInWords, recentProof, reads, request, response } = call
  const also = aliases[name as EndpointName] ?? []
  const facts = [
    `${isOurs(call) ? 'Ours' : 'The vendor’s'}; ${reads ? 'reads only' : 'changes something'}`,
    `Needs: ${[needs(access), rightInWords].filter((part) => part !== undefined).join('; ')}`,
    ...(recentProof ? [`Asks people for a proof of the last five minutes: ${recentProof}`] : []),
    ...(also.length > 0 ? [`Also at ${also.map((each) => `\`${each}\``).join(', ')}`] : []),
  ]
  return [
    `### ${method} ${path}`,
    about,
    facts.map((fact) => `- ${fact}`).join('\n'),
    part('Request', described(request), 'nothing'),
    part('Reply', described(response), 'null'),
  ].join('\n\n')
}

function part(title: string, { words, members }: Described, none: string): string {
  const said = words === 'anything' || words === 'null' ? none : words
  return members.length === 0 ? `${title}: ${said}` : [`${title}: ${said}`, '', ...members].join('\n')
}

/** As it travels: what a caller sends, and what the tenant sends back before the console reads it. */
const described = (schema: z.ZodType) =>
  inWords(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema)

function needs(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'no sign-in'
    case 'anyLogin':
    case 'allRights':
      return accessInWords(access)
    case 'rights':
      return access.application
        ? `${accessInWords(access)}, or ${applicationRights[access.application].label} on the application`
        : accessInWords(access)
    case 'byOwner':
      return `for a user ${needs(access.user)}; for an application ${needs(access.application)}`
  }
}

import type { DeviceScreen, DeviceStep } from '#schema/device/steps.ts'
import type { DeviceConfig } from '#schema/device/index.ts'
import type { Tenant } from '../tenant.ts'
import { askTenant, type Answer } from './askTenant.ts'
import { DeviceFault } from './deviceFault.ts'

export type DeviceClient = { settings: DeviceConfig['settings']; password: string }

/** A token by client credentials. Without a scope parameter the tenant gives every scope that the client may have (S9). */
export async function askToken(
  tenant: Tenant,
  { settings, password }: DeviceClient,
  signal?: AbortSignal,
): Promise<string> {
  const { server, applicationId, username, scope } = settings
  const answer = await askTenant(tenant, `${server}/oauth2/token/${encodeURIComponent(applicationId)}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      // In the form, where no character has a meaning of its own (T1)
      client_id: username,
      client_secret: password,
      ...(scope === '' ? {} : { scope }),
    }),
    signal,
  })
  const { access_token: token } = answer.body
  if (answer.status === 200 && typeof token === 'string' && token.length <= longestToken) return token
  throw refused(answer, settings)
}

const longestToken = 16_000

type Refusal = {
  said: RegExp
  step: DeviceStep
  screen: DeviceScreen
  expected: (settings: DeviceConfig['settings']) => string
  cure: string
}

/** What tenants say (contract.md 22, T1 to T7), in the words that clients look for. What is said otherwise is not repeated (SS-09). */
const refusals: readonly Refusal[] = [
  {
    said: /unknown app/i,
    step: 'application',
    screen: 'description',
    expected: ({ applicationId }) => `An application with the Application ID ${applicationId}`,
    cure: 'Compare the Application ID with Description of the application, letter by letter: upper and lower case differ.',
  },
  {
    said: /user not allowed access to app/i,
    step: 'run',
    screen: 'userAccess',
    expected: ({ username, applicationId }) => `${username} has Run on ${applicationId}`,
    cure: 'Give Run to a role of the service user on User Access of the application, or put the service user into a role that has it.',
  },
  {
    said: /unknown scope/i,
    step: 'scope',
    screen: 'scope',
    expected: ({ scope, applicationId }) =>
      scope === '' ? `A scope of ${applicationId}` : `A scope ${scope} of ${applicationId}`,
    cure: 'Compare Scope of the device with Scope of the application, letter by letter, or leave it empty.',
  },
  {
    said: /auth mode not allowed|invalid grant type|unauthorized_client|unsupported_grant_type/i,
    step: 'method',
    screen: 'tokens',
    expected: ({ applicationId }) => `Client Creds is ticked on Tokens of ${applicationId}`,
    cure: 'Tick Client Creds under Auth Methods on Tokens of the application.',
  },
  {
    said: /invalid client|access_denied|invalid_client/i,
    step: 'secret',
    screen: 'user',
    expected: ({ username }) => `${username} with its client secret`,
    cure: 'Check that Username is the whole login name with its suffix, that the user is an enabled OAuth confidential client, and that its secret has neither expired nor been replaced. Then type the secret again.',
  },
]

function refused({ status, body }: Answer, settings: DeviceConfig['settings']): DeviceFault {
  const { error, error_description: described } = body
  const said = [described, error].filter((each) => typeof each === 'string').map((each) => each.slice(0, 300))
  for (const text of said)
    for (const { said: words, step, screen, expected, cure } of refusals) {
      const [known] = words.exec(text) ?? []
      if (known === undefined) continue
      return new DeviceFault({
        step,
        screen,
        seen: `The tenant says “${known}”`,
        expected: expected(settings),
        cure,
      })
    }
  return new DeviceFault({
    step: 'reach',
    screen: 'device',
    seen: `HTTP ${status} and no token`,
    expected: 'A token, or why there is none',
    cure: 'Check the address of the server. Its log says what it refused.',
  })
}

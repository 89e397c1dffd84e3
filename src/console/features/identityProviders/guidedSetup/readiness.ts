import type { Result } from '#console/api/call.ts'
import type { IdentityProviderConfig } from '#schema/identityProvider/index.ts'

/** Where a part of guided setup is changed: the id of its step. */
type Place = 'inboundMetadata' | 'groupMappings' | 'routing' | 'test' | 'switchOn'

export type Part = {
  place: Place
  title: string
  /** Without what `lacks` nobody can sign in; what is `open` can wait. */
  state: 'fine' | 'open' | 'lacks'
  words: string
  /** What mends it. */
  act: string
}

type Known = {
  id: string
  saved: IdentityProviderConfig
  rules: Result<'getRoutingRules'>['Rules']
  test: Result<'getTestSignIn'>
}

/** What of an identity provider as it is saved is there, and what lacks before its people can sign in. */
export function readiness({ id, saved, rules, test }: Known): Part[] {
  const { clientId, clientSecret, metadataUrl } = saved.inboundMetadata
  const { mappings, claim } = saved.groupMappings
  const missing = [
    ...(clientId === '' ? ['Client ID'] : []),
    ...(clientSecret.since === null ? ['Client Secret'] : []),
    ...(metadataUrl === '' ? ['metadata URL'] : []),
  ]
  const own = rules.filter((rule) => rule.IdentityProvider === id && rule.Enabled)
  const mapped = mappings.length > 0 && claim !== ''
  return [
    {
      place: 'inboundMetadata',
      title: 'Inbound Metadata',
      ...(missing.length === 0
        ? { state: 'fine', words: 'Filled in.' }
        : { state: 'lacks', words: `Still to come: ${missing.join(', ')}.` }),
      act: 'Fill in Inbound Metadata',
    },
    {
      place: 'groupMappings',
      title: 'Group Mappings',
      ...(mapped
        ? { state: 'fine', words: `${counted(mappings.length, 'group mapping')}.` }
        : {
            state: 'open',
            words:
              mappings.length > 0
                ? 'No claim is named, so no group is read.'
                : 'None: its people join no group, and open what everybody may open.',
          }),
      act: 'Map groups',
    },
    {
      place: 'routing',
      title: 'Routing rule',
      ...(own.length > 0
        ? {
            state: 'fine',
            words: `${counted(own.length, 'enabled rule')}: ${own.map(({ Domain }) => Domain || 'Everybody').join(', ')}.`,
          }
        : { state: 'lacks', words: 'No enabled rule leads there, so nobody is sent there.' }),
      act: 'Add a routing rule',
    },
    {
      place: 'test',
      title: 'Test sign-in',
      ...(test?.State === 'came'
        ? { state: 'fine', words: 'Somebody came.' }
        : {
            state: 'open',
            words: test?.State === 'failed' ? 'The last one failed.' : 'You have not tried it yet.',
          }),
      act: 'Try a sign-in',
    },
    {
      place: 'switchOn',
      title: 'Active',
      ...(saved.settings.active
        ? { state: 'fine', words: 'Its routing rules count.' }
        : { state: 'lacks', words: 'Off: its routing rules count for nothing.' }),
      act: 'Switch it on',
    },
  ]
}

const counted = (count: number, what: string) => (count === 1 ? `One ${what}` : `${count} ${what}s`)

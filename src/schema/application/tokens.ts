import { category } from '../category.ts'
import { days, hours, minutes } from '../duration.ts'
import { choice } from '../kinds/choice.ts'
import { choices } from '../kinds/choices.ts'
import { duration } from '../kinds/duration.ts'
import { toggle } from '../kinds/toggle.ts'

export const tokens = category('tokens', {
  title: 'Tokens',
  summary: 'Which tokens the application gets, in which way, and how long they live.',
  settings: {
    tokenType: choice({
      label: 'Token Type',
      help: 'A JWT carries its claims and can be checked offline. An opaque token says nothing by itself: the API must ask the introspection endpoint.',
      default: 'JwtRS256',
      options: { JwtRS256: 'JWT, signed with RS256', Opaque: 'Opaque' },
      wire: 'OAuthProfile.TokenType',
    }),
    authMethods: choices({
      label: 'Auth Methods',
      help: 'The ways in which a client may get a token. Everything that is not ticked is refused. A service that acts for itself needs Client Creds.',
      default: [],
      options: {
        AuthorizationCode: 'Auth Code',
        Implicit: 'Implicit',
        ClientCreds: 'Client Creds',
        ResourceCreds: 'Resource Owner',
      },
      wire: 'OAuthProfile.AllowedAuth',
    }),
    tokenLifetime: duration({
      label: 'Token Lifetime',
      help: 'How long an access token is accepted before the client must get a new one.',
      default: hours(5),
      min: minutes(1),
      max: days(30),
      wire: 'OAuthProfile.TokenLifetimeString',
    }),
    issueRefreshTokens: toggle({
      label: 'Issue refresh tokens',
      help: 'On, a client can get new access tokens without the person signing in again. Not used by Client Creds and Resource Owner.',
      default: false,
      wire: 'OAuthProfile.AllowRefresh',
    }),
    refreshTokenLifetime: duration({
      label: 'Refresh token lifetime',
      help: 'How long after sign-in a client can go on without the person.',
      default: days(365),
      min: minutes(1),
      max: days(3650),
      wire: 'OAuthProfile.RefreshLifetimeString',
      when: { key: 'issueRefreshTokens', is: true },
    }),
    // AS-05: on, unless somebody decides otherwise
    rotateRefreshTokens: toggle({
      label: 'Rotate tokens after use',
      help: 'On, a refresh token is good for one use and is replaced each time, so a stolen one shows when it is used twice. Off, it is used again and again until it ends.',
      default: true,
      wire: 'Gatewright.RotateRefreshTokens',
      when: { key: 'issueRefreshTokens', is: true },
    }),
  },
  rules: [
    {
      at: 'refreshTokenLifetime',
      fault: ({ issueRefreshTokens, refreshTokenLifetime, tokenLifetime }) =>
        issueRefreshTokens && refreshTokenLifetime < tokenLifetime
          ? 'Must be at least the token lifetime.'
          : undefined,
    },
  ],
})

import { category } from '../category.ts'
import { code } from '../kinds/code.ts'

/** Of OAuth2 Server and OpenID Connect applications (contract.md 14, 15). */
export const advanced = category('advanced', {
  title: 'Advanced',
  summary: 'What else the tokens of this application say.',
  settings: {
    // Some clients write it as Script (contract.md 3.3): both names are read
    claimsScript: code({
      label: 'Script to customize JWT token creation for this application',
      help: 'Runs each time a token is issued and adds claims to it: setClaim("mail", LoginUser.Get("mail")). When it fails there is no token. It can replace aud of access tokens, and no other claim that every token has.',
      also: 'Script to set custom claims',
      language: 'JavaScript',
      maxLength: 20_000,
      wire: 'OpenIDConnectScript',
    }),
  },
})

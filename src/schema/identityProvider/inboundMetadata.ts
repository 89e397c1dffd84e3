import { category } from '../category.ts'
import { choice } from '../kinds/choice.ts'
import { sealedSecret } from '../kinds/sealedSecret.ts'
import { text } from '../kinds/text.ts'
import { toggle } from '../kinds/toggle.ts'
import { metadataSuffix, metadataUrl } from './metadataUrl.ts'

export const inboundMetadata = category('inboundMetadata', {
  title: 'Inbound Metadata',
  summary: 'How this tenant asks the identity provider for tokens.',
  settings: {
    grantType: choice({
      label: 'Grant type',
      help: 'People come back with a code, which the tenant exchanges for tokens.',
      default: 'AuthorizationCode',
      options: { AuthorizationCode: 'Authorization Code' },
      wire: 'Inbound.GrantType',
    }),
    pkce: toggle({
      label: 'Enable PKCE',
      help: 'Makes it Authorization Code with PKCE: a code that somebody copies on its way is of no use. Switch it off only for an identity provider that refuses it.',
      default: true,
      wire: 'Inbound.EnablePkce',
    }),
    clientId: text({
      label: 'Client ID',
      help: 'What the identity provider calls this tenant. It is shown there when the tenant is registered as an application.',
      maxLength: 400,
      wire: 'Inbound.ClientId',
    }),
    clientSecret: sealedSecret({
      label: 'Client Secret',
      help: 'Issued by the identity provider together with the Client ID. It is kept sealed and nobody reads it back. Another Client ID, metadata URL or issuer removes it.',
      maxLength: 1000,
      wire: 'Inbound.ClientSecret',
    }),
    metadataUrl: text({
      label: 'OpenID provider Metadata URL',
      help: `Ends with ${metadataSuffix}. The tenant reads addresses, keys and algorithms of the identity provider there.`,
      maxLength: 2000,
      check: metadataUrl,
      example: `https://login.example.com/${metadataSuffix}`,
      wire: 'Inbound.MetadataUrl',
    }),
    acceptedIssuer: text({
      label: 'Accepted issuer',
      help: 'Only where the metadata names another issuer than its own address tells: that issuer, byte by byte. Tokens of any other are refused then.',
      maxLength: 2000,
      emptyMeans: 'The issuer that the metadata URL tells',
      wire: 'Inbound.AcceptedIssuer',
    }),
  },
})

import { z } from 'zod'
import { category } from '../category.ts'
import { choice } from '../kinds/choice.ts'
import { text } from '../kinds/text.ts'
import { toggle } from '../kinds/toggle.ts'
import { upTo } from '../upTo.ts'

export const identityProviderSettings = category('settings', {
  title: 'Settings',
  summary: 'What the identity provider is called, and whether people are sent to it.',
  settings: {
    name: text({
      label: 'External Identity Provider Name',
      help: 'Unique among identity providers, whatever the case of its letters.',
      maxLength: 200,
      check: upTo(200, z.string().trim()).min(1, 'Give the identity provider a name.'),
      wire: 'Name',
    }),
    active: toggle({
      label: 'Active',
      help: 'Off, its routing rules count for nothing and nobody signs in through it. Switch it on when Inbound Metadata is filled and checked.',
      default: false,
      wire: 'Active',
    }),
    federationType: choice({
      label: 'Federation Type',
      help: 'The protocol that the identity provider speaks.',
      also: 'Protocol',
      default: 'OIDC',
      options: { OIDC: 'OIDC' },
      later: { SAML: 'SAML 2.0' },
      wire: 'FederationType',
    }),
  },
})

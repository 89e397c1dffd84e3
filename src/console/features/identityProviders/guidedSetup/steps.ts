import type { Step } from '#console/object/guidedSetup/step.ts'
import { authentication } from '#schema/identityProvider/authentication.ts'
import { groupMappings } from '#schema/identityProvider/groupMappings.ts'
import { inboundMetadata } from '#schema/identityProvider/inboundMetadata.ts'
import { outboundMetadata } from '#schema/identityProvider/outboundMetadata.ts'
import { identityProviderSettings } from '#schema/identityProvider/settings.ts'

const own = (category: Step['categories'][number], words: { title?: string; summary: string }): Step => ({
  id: category.id,
  title: category.title,
  categories: [category],
  ...words,
})

/** In the order that works: what the identity provider has to know of this tenant comes before what it answers with. */
export const steps: readonly Step[] = [
  own(identityProviderSettings, {
    title: 'Name and type',
    summary: 'It is made inactive: nobody is sent there before you switch it on.',
  }),
  own(outboundMetadata, {
    summary:
      'Hand these addresses to whoever looks after the identity provider. A client ID and a secret come back.',
  }),
  own(inboundMetadata, { summary: 'What came back, and where the identity provider tells of itself.' }),
  own(authentication, { summary: authentication.summary }),
  own(groupMappings, { summary: groupMappings.summary }),
  {
    id: 'routing',
    title: 'Routing rule',
    summary: 'Whose sign-in goes there: the people of a domain.',
    categories: [],
  },
  {
    id: 'test',
    title: 'Test sign-in',
    summary: 'You go there first, before anybody is sent.',
    categories: [],
  },
  {
    id: 'switchOn',
    title: 'Switch on',
    summary: 'Once it is on, its routing rules count.',
    categories: [],
  },
]

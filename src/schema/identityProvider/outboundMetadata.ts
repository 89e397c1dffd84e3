import { category } from '../category.ts'
import { toggle } from '../kinds/toggle.ts'

/** The addresses follow from the identity provider and are no settings; what signing out does is. */
export const outboundMetadata = category('outboundMetadata', {
  title: 'Outbound Metadata',
  summary: 'What the identity provider has to know of this tenant, and what signing out does there.',
  settings: {
    singleLogout: toggle({
      label: 'Single logout',
      help: 'On, who signs out of an application or of this tenant is signed out at the identity provider as well. Its metadata has to offer end_session_endpoint. The session here ends first in any case.',
      default: false,
      wire: 'Outbound.SingleLogout',
    }),
    returnsToApplication: toggle({
      label: 'Return to the single logout URL of the application',
      help: 'Off, the identity provider sends people back to the Post-logout redirect URL, and this tenant sends them on to the application. On, it is given the post-logout redirect URI of the application: register that one there instead.',
      default: false,
      when: { key: 'singleLogout', is: true },
      wire: 'Outbound.ReturnToApplication',
    }),
  },
})

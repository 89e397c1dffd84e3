import { ButtonLink } from './links.tsx'
import { MessagePage } from './MessagePage.tsx'

/** In the place of a page that stands on calls which this tenant lacks. `what`: "groups". */
export const NotOfferedPage = ({ what }: { what: string }) => (
  <MessagePage title={`This tenant offers no ${what}`} actions={<ButtonLink to="/">Go to Home</ButtonLink>}>
    The calls behind this page belong to Gatewright, and this tenant has only the vendor’s. Use the vendor’s
    own portal for it, or an installation of Gatewright with a tenant of its own.
  </MessagePage>
)

import { ButtonLink } from '#console/ui/links.tsx'
import { MessagePage } from '#console/ui/MessagePage.tsx'

export function NotFoundPage() {
  return (
    <MessagePage
      title="There is nothing at this address"
      actions={<ButtonLink to="/">Go to Home</ButtonLink>}
    >
      The link may be old, or what it led to has been deleted.
    </MessagePage>
  )
}

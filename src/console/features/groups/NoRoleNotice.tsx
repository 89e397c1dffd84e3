import { TextLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'

export const NoRoleNotice = () => (
  <NoticeBanner>
    This group is in no role. Its members have only what applications permit the group itself; add it on the
    Members tab of a <TextLink to="/roles">role</TextLink> to give them more.
  </NoticeBanner>
)

import { holdsAny } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { TextLink } from '#console/ui/links.tsx'
import type { Grant } from '#schema/grant.ts'
import { nouns, principalNouns } from '#schema/nouns.ts'

type Props = Pick<Grant, 'type' | 'id' | 'name'> & { tabIndex?: number | undefined }

/** The name of a user, group or role, which leads there whoever may look at it. */
export function PrincipalLink({ type, id, name, tabIndex }: Props) {
  const { me } = signedInRoute.useRouteContext()
  const { path, readers } = nouns[principalNouns[type]]
  if (!holdsAny(me, ...readers)) return <bdi>{name}</bdi>
  return (
    <TextLink to={`${path}/$id` as const} params={{ id }} tabIndex={tabIndex}>
      <bdi>{name}</bdi>
    </TextLink>
  )
}

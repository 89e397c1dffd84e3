import { holdsAny } from '#console/api/me.ts'
import { offersNoun } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { TextLink } from '#console/ui/links.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'

type Props = {
  type: string
  id: string | null
  name: string | null
  /** Not deleted. */
  there: boolean
}

/** The name of an object, which leads to its page where there is one that this person may see. */
export function ObjectLink({ type, id, name, there }: Props) {
  const { me, offered } = signedInRoute.useRouteContext()
  const words = <bdi>{name || id || ''}</bdi>
  if (!there || id === null || !isNoun(type)) return words
  if (!offersNoun(offered, type) || !holdsAny(me, ...nouns[type].readers)) return words
  return (
    <TextLink to={`${nouns[type].path}/$id` as const} params={{ id }}>
      {words}
    </TextLink>
  )
}

const isNoun = (type: string): type is ObjectType => type in nouns

import { fieldId } from '#console/form/fieldAddress.ts'
import { Button } from '#console/ui/Button.tsx'
import { TextLink } from '#console/ui/links.tsx'
import type { InspectedCheck } from '#schema/judgement.ts'

type Props = { check: InspectedCheck; onGoTo: (path: string) => void }

/** The way to the field or page that mends what failed. */
export function Mend({ check: { id, at, mend }, onGoTo }: Props) {
  if (mend) return <Way mend={mend} />
  if (at === undefined) return null
  return (
    <Button onClick={() => onGoTo(at)} aria-label={`Go to the setting that mends ${id}`}>
      Go to the setting
    </Button>
  )
}

function Way({ mend: { type, id, at } }: { mend: NonNullable<InspectedCheck['mend']> }) {
  if (type === 'routingRules') return <TextLink to="/routing-rules">Routing Rules</TextLink>
  if (type === 'identityProvider')
    return (
      <TextLink to="/identity-providers/$id" params={{ id }}>
        Identity provider
      </TextLink>
    )
  const [category = 'account', name] = (at ?? '').split('.')
  return (
    <TextLink
      to="/users/$id/$tab"
      params={{ id, tab: type === 'secrets' ? 'password' : category || 'account' }}
      {...(name === undefined ? {} : { hash: fieldId(category, name) })}
    >
      {type === 'secrets' ? 'Secrets of the client' : 'Go to the user'}
    </TextLink>
  )
}

import type { Kysely } from 'kysely'
import { categoriesOf } from '#schema/application/categoriesOf.ts'
import { isOwnClient, redirectsSettingOf } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { trust } from '#schema/application/trust.ts'
import { identityProviderCategories } from '#schema/identityProvider/index.ts'
import { nameKey } from '#schema/nameKey.ts'
import { nouns } from '#schema/nouns.ts'
import type { FailedCheck } from '#schema/troubles/trouble.ts'
import { holdsAny, type Actor } from '../actor.ts'
import type { Tables } from '../store/tables.ts'
import type { FailureEvent } from './failureEvents.ts'

type Asked = {
  event: FailureEvent
  meaning: FailedCheck | null
  /** For who may look at it. */
  application: Application | null
  actor: Actor
}

type Mend = {
  type: 'application' | 'user' | 'identityProvider'
  id: string
  tab: string
  setting: string | null
  label: string
}

/** The tab, and the setting on it, that mends a failure here; null where there is none, or the caller may not look there. */
export async function mendOf(db: Kysely<Tables>, asked: Asked): Promise<Mend | null> {
  const { event, meaning, application, actor } = asked
  const at = meaning?.at
  if (event.application_id === null && application) return settingOf(application, 'description.applicationId')
  if (at === undefined) return null
  if (at.startsWith('identityProvider.'))
    return ofProvider(event, { actor, tab: at.slice(at.indexOf('.') + 1) })
  if (application === null) return at === 'user' ? ofUser(db, asked) : null
  if (at === 'redirects') return settingOf(application, redirectsSettingOf(application).path)
  if (at === 'postLogoutRedirects') return settingOf(application, 'trust.postLogoutRedirects')
  if (at === 'user')
    return isOwnClient(application) && event.event_type !== 'Cloud.Core.Api.Refused'
      ? tabOf(application, trust)
      : ofUser(db, asked)
  return settingOf(application, at)
}

const tabOf = ({ id }: Application, { id: tab, title }: { id: string; title: string }): Mend => ({
  type: 'application',
  id,
  tab,
  setting: null,
  label: title,
})

/** Null where the template of the application has no such setting. */
function settingOf(application: Application, path: string): Mend | null {
  const [tab = '', name = ''] = path.split('.')
  const category = categoriesOf(application.template).find(({ id }) => id === tab)
  if (!category) return isOwnClient(application) ? tabOf(application, trust) : null
  const setting = (category.settings as Record<string, { label: string } | undefined>)[name]
  if (!setting) return tabOf(application, category)
  return {
    type: 'application',
    id: application.id,
    tab,
    setting: name,
    label: `${setting.label} on ${category.title}`,
  }
}

function ofProvider(
  { object_type, object_id, object_name }: FailureEvent,
  { actor, tab }: { actor: Actor; tab: string },
): Mend | null {
  if (object_type !== 'identityProvider' || object_id === null) return null
  if (!holdsAny(actor, nouns.identityProvider.readers)) return null
  const title = identityProviderCategories.find(({ id }) => id === tab)?.title ?? tab
  return {
    type: 'identityProvider',
    id: object_id,
    tab,
    setting: null,
    label: object_name ? `${title} of ${object_name}` : `${title} of the identity provider`,
  }
}

/** Who was named: by its ID where the event has one, else by the client ID that came. */
async function ofUser(db: Kysely<Tables>, { event, actor }: Asked): Promise<Mend | null> {
  if (!holdsAny(actor, nouns.user.readers)) return null
  const named = db.selectFrom('user').select(['id', 'name'])
  const user = await (
    event.actor_id === null
      ? named.where('name_key', '=', nameKey(event.actor_name))
      : named.where('id', '=', event.actor_id)
  ).executeTakeFirst()
  return user
    ? { type: 'user', id: user.id, tab: 'account', setting: null, label: `Account of ${user.name}` }
    : null
}

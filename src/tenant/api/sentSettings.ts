import { fromWire, type Application } from '#schema/application/wire.ts'
import { wireBoolean } from '#schema/kinds/toggle.ts'
import { memberAt } from '#schema/wireMembers.ts'
import { Problem } from '../problem.ts'

type Sent = Record<string, unknown>

/** What UpdateApplicationDE asks for, beside what is there now (D3, D10). Judged by whoever saves it. */
export function settingsFromWire(
  sent: Sent,
  current: Application,
  { alsoSecret }: { alsoSecret: boolean },
): Record<string, unknown> {
  refuseOtherTemplate(sent, current)
  const { config, known } = fromWire(sent, current)
  if (!known && !alsoSecret) throw nothingKnown(sent)
  return config as Record<string, unknown> // the codec's object, with values that are not judged yet
}

/**
 * TargetIsUs tells the templates apart: with false, scopes open none of the tenant's APIs. Whoever sends false must not get scopes that
 * open them.
 */
function refuseOtherTemplate(sent: Sent, { template }: Application): void {
  const isUs = wireBoolean(memberAt(sent, ['OAuthProfile', 'TargetIsUs']))
  if (typeof isUs !== 'boolean' || isUs === (template === 'OAuth2ServerClient')) return
  throw new Problem(
    'invalid_request',
    `TargetIsUs is ${isUs}, but the application is of the template ${template}. Add one of the other template from the catalogue.`,
  )
}

function nothingKnown(sent: Sent): Problem {
  const names = Object.keys(sent).filter((name) => !/^(_RowKey|ID)$/i.test(name))
  return new Problem(
    'invalid_request',
    `Nothing that was sent is a setting of this application: ${names.slice(0, 20).join(', ') || 'no member'}.`,
  )
}

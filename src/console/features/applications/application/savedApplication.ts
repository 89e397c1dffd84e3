import type { Params, Result } from '#console/api/call.ts'
import { draftApplication, readApplication } from '#schema/application/applicationConfig.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { fromWire, isTemplate, toWire } from '#schema/application/wire.ts'

type Reply = NonNullable<Result<'getApplication'>>

/** An application as the console edits it. */
export type SavedApplication = {
  template: TemplateName
  version: number
  values: ApplicationConfig
  state: string
  builtIn: boolean
  /** A token was issued; where nobody says, one may have been. */
  used: boolean
  createdAt: number
  updatedAt: number
}

const read = new WeakMap<Reply, SavedApplication>()

/** The page asks for it with each key that is pressed, and it is the same until there is another reply. */
export function fromReply(reply: Reply): SavedApplication {
  const known = read.get(reply)
  if (known) return known
  const saved = readReply(reply)
  read.set(reply, saved)
  return saved
}

function readReply(reply: Reply): SavedApplication {
  const { TemplateName, State, Gatewright } = reply
  const template = isTemplate(TemplateName) ? TemplateName : 'OAuth2ServerClient'
  const { config } = fromWire(reply, { template, config: readApplication(template, {}) })
  return {
    template,
    version: Gatewright.Version,
    values: draftApplication(template, config as Record<string, unknown>),
    state: State,
    builtIn: Gatewright.BuiltIn,
    used: Gatewright.Used ?? true,
    createdAt: Gatewright.CreatedAt,
    updatedAt: Gatewright.UpdatedAt,
  }
}

type Edit = {
  rowKey: string
  saved: SavedApplication
  values: ApplicationConfig
}

/** Settings and permissions in one call. */
export const toRequest = ({ rowKey, saved, values }: Edit): Params<'updateApplication'> => ({
  _RowKey: rowKey,
  ...toWire({ template: saved.template, config: values }),
})

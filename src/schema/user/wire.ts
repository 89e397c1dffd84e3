import { readStored, type Category } from '../category.ts'
import { decode, encode, member } from '../wireFormat.ts'
import { userCategories, type UserConfig } from './index.ts'

/** The only place that knows the vendor's names for a user (contract.md 4.1, 4.2). */

type Wire = Record<string, unknown>

const categories: readonly Category[] = userCategories

const wired = categories.flatMap(({ id, settings }) =>
  Object.entries(settings).flatMap(([key, setting]) =>
    setting.wire === undefined ? [] : [{ category: id, key, setting, name: setting.wire }],
  ),
)

/** The members that settings make, for CreateUser, ChangeUser and GetUserAttributes. The state travels by a call of its own. */
export function toUserWire(config: UserConfig): Wire {
  const values = config as Record<string, Wire>
  return Object.fromEntries(
    wired.map(({ category, key, setting, name }) => [name, encode(setting, values[category]?.[key])]),
  )
}

/** `current` with every member that was sent. Values are decoded, not judged: the caller parses with `userConfig`. */
export function fromUserWire(payload: Wire, current: UserConfig): unknown {
  const config: Record<string, Wire> = structuredClone(current)
  for (const { category, key, setting, name } of wired) {
    const sent = member(payload, name)
    if (sent !== undefined && sent !== null)
      config[category] = { ...config[category], [key]: decode(setting, sent) }
  }
  return config
}

/** The settings of a user from GetUserAttributes. */
export function fromUserAttributes(attributes: Wire): UserConfig {
  const config = fromUserWire(attributes, readStored(userCategories, {})) as Record<string, Wire>
  return readStored(userCategories, {
    ...config,
    status: { ...config['status'], state: attributes['State'] },
  })
}

import type { Settings } from './category.ts'
import type { FieldFault } from './problem.ts'
import { namesIn } from './setting.ts'
import { unseenFault } from './unseen.ts'

type Values = Record<string, Record<string, unknown> | undefined>

/**
 * The names in an object that hold something invisible. Every text of one line counts as a name, for all of them stand in lists, reviews and logs.
 * What is held already stays savable, so that nobody is kept from changing something else.
 */
export function unseenNames(
  categories: readonly { id: string; settings: Settings }[],
  { after, before }: { after: Values; before?: Values | undefined },
): FieldFault[] {
  return categories.flatMap(({ id, settings }) =>
    Object.entries(settings).flatMap(([key, setting]) => {
      const held = new Set(namesIn(setting, before?.[id]?.[key] ?? setting.default).map(({ name }) => name))
      return namesIn(setting, after[id]?.[key] ?? setting.default).flatMap(({ name, at }) => {
        const message = held.has(name) ? undefined : unseenFault(name)
        return message === undefined ? [] : [{ path: [id, key, ...at].join('.'), message }]
      })
    }),
  )
}

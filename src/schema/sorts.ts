import type { Category, ConfigOf } from './category.ts'
import type { Setting } from './setting.ts'

type Values = { [category: string]: Record<string, unknown> }

/**
 * Objects of one shape in several sorts, such as the templates of applications: each sort shows some of the categories, some with other
 * settings or words (variantOf). `asKept` says what a setting of a sort keeps of a value, where that is not all of it.
 */
export function sortsOf<const C extends readonly Category[], Sort extends string>(
  all: C,
  variants: Record<Sort, readonly Category[]>,
  asKept: (setting: Setting | undefined, value: unknown) => unknown = (_, value) => value,
) {
  return {
    /** The categories that objects of a sort have, each with the settings that it shows. The same list at every call. */
    categoriesOf: (sort: Sort): readonly Category[] => variants[sort],

    /** Every category, said as the sort says it: for judging an object of all settings. */
    judgedBy: (sort: Sort): C =>
      // Variants keep the shape of the values
      all.map((base) => variants[sort].find(({ id }) => id === base.id) ?? base) as unknown as C,

    /** An object of all settings, where those that the sort does not show have their defaults. */
    onlySettingsOf: (sort: Sort, config: Values): ConfigOf<C> => {
      const kept = all.map(({ id, settings }) => {
        const shown = variants[sort].find((each) => each.id === id)?.settings ?? {}
        const values = Object.entries(settings).map(([key, { default: otherwise }]): [string, unknown] => [
          key,
          key in shown ? asKept(shown[key], config[id]?.[key]) : structuredClone(otherwise),
        ])
        return [id, Object.fromEntries(values)] as const
      })
      return Object.fromEntries(kept) as ConfigOf<C>
    },
  }
}

import type { Setting } from '#schema/setting.ts'

/** One setting of a kind, with the values that its pictures and tests show. */
export type Specimen<S extends Setting = Setting> = {
  setting: S
  /** What is saved. */
  value: S['default']
  /** What somebody makes of it. */
  changed: S['default']
  /** What is wrong with it: by the setting's own rules, or by what the tenant says of it, at paths below the setting. */
  faulty: S['default']
  refusals?: Record<string, string>
}

/** At least one of each kind; the name says what is special about it. Adding a kind without one does not compile. */
export type Specimens = { [S in Setting as S['kind']]: { plain: Specimen<S> } & Record<string, Specimen<S>> }

export const help = 'What the setting changes in the world.'
export const refused = 'The tenant does not accept this together with the settings above.'

/** In which a setting can be seen. */
export const states = ['default', 'value', 'changed', 'fault', 'read-only'] as const
export type State = (typeof states)[number]

/** What is saved and what the field shows. */
export function valuesIn({ setting, value, changed, faulty }: Specimen, state: State) {
  const shown = { default: setting.default, value, changed, fault: faulty, 'read-only': value }[state]
  return { saved: state === 'default' ? setting.default : value, shown }
}

/** Which messages the fault state shows, by the path of what they are about: "", "0.name". */
export function faultsOf({ setting, faulty, refusals = {} }: Specimen): Map<string, string> {
  const issues = setting.schema.safeParse(faulty).error?.issues ?? []
  return new Map([
    ...issues.map(({ path, message }) => [path.join('.'), message] as const),
    ...Object.entries(refusals).map(([at, message]) => [at.replace(/^\./, ''), message] as const),
  ])
}

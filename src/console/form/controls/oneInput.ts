import type { Setting } from '#schema/setting.ts'

/** Few options stand side by side to be compared; more go into a list. */
const mostRadios = 3

/** Whether a control has one input that a label can point to. Without it the label names a group. */
const oneInput: { [S in Setting as S['kind']]: (setting: S) => boolean } = {
  text: () => true,
  code: () => true,
  toggle: () => true,
  secret: () => true,
  principal: () => true,
  choice: ({ options, later = {} }) => Object.keys({ ...options, ...later }).length > mostRadios,
  choices: () => false,
  duration: () => false,
  textList: () => false,
  uriList: () => false,
  scopeList: () => false,
  grantList: () => false,
  rows: () => false,
  image: () => false,
  sealedSecret: () => false,
}

// The map pairs each kind with its own function; TypeScript does not follow the index.
export const hasOneInput = (setting: Setting) =>
  (oneInput[setting.kind] as (setting: Setting) => boolean)(setting)

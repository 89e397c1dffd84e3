import type { Setting } from '#schema/setting.ts'

export type ShownProps<S extends Setting> = { setting: S; value: S['default'] }

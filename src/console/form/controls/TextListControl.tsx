import type { TextList } from '#schema/kinds/textList.ts'
import type { UriList } from '#schema/kinds/uriList.ts'
import type { ControlProps } from './control.ts'
import { EntryList } from './EntryList.tsx'

export function TextListControl({
  setting,
  value,
  labelId,
  describedBy,
  ...rest
}: ControlProps<TextList> | ControlProps<UriList>) {
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      <EntryList
        entries={value}
        itemLabel={setting.itemLabel}
        placeholder={setting.kind === 'uriList' ? 'https://' : ''}
        onChange={rest.onChange}
        onBlur={rest.onBlur}
        fault={rest.fault}
      />
    </div>
  )
}

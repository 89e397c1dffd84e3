import { useState, type ReactNode } from 'react'
import { Fold } from '#console/ui/Fold.tsx'
import { equal } from '#schema/change.ts'
import type { Setting } from '#schema/setting.ts'
import { useHeldForm } from './ObjectFormContext.tsx'

type Props = {
  category: string
  settings: readonly (readonly [name: string, setting: Setting])[]
  /** Those that follow from other settings: whatever they say, they are no reason to be open. */
  decided: readonly string[]
  children: ReactNode
}

/** Settings that few people fill in, behind a line that names them. It is open where one says something, and opens where one is to be mended. */
export function FoldedSettings({ category, settings, decided, children }: Props) {
  const { form, wanted } = useHeldForm()
  const [opened, setOpened] = useState(false)
  const says = ([name, setting]: readonly [string, Setting]) =>
    !decided.includes(name) &&
    !equal(form.getValues(`${category}.${name}`) ?? setting.default, setting.default)
  const open = opened || settings.some(([name]) => wanted === `${category}.${name}`) || settings.some(says)
  return (
    <Fold open={open} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>More: {new Intl.ListFormat('en-GB').format(settings.map(([, { label }]) => label))}</summary>
      {children}
    </Fold>
  )
}

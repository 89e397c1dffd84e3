import Tooltip from '@mui/material/Tooltip'
import { styled } from '@mui/material/styles'
import { Info } from 'lucide-react'
import { memo, useEffect, useId, useRef, type ComponentType } from 'react'
import { useController } from 'react-hook-form'
import { FaultText } from '#console/ui/FaultText.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { equal } from '#schema/change.ts'
import type { Setting } from '#schema/setting.ts'
import type { ControlProps } from './controls/control.ts'
import { controls } from './controls/controls.ts'
import { hasOneInput } from './controls/oneInput.ts'
import { faultAt, type Fault } from './fault.ts'
import { faultyPathsIn } from './faultyPaths.ts'
import { fieldId } from './fieldAddress.ts'
import { useHeldForm } from './ObjectFormContext.tsx'
import { ShownValue } from './shown/ShownValue.tsx'

type Props = { category: string; name: string; setting: Setting; readOnly?: boolean }

/** A setting as people see it: label, control, help, what is wrong, and whether it has been changed. */
export const SettingField = memo(function SettingField({ category, name, setting, readOnly = false }: Props) {
  const path = `${category}.${name}`
  const { form, base, readOnlyReason, wanted, want, isNew = false } = useHeldForm()
  const { field, fieldState } = useController({ control: form.control, name: path })
  const row = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const id = useId()
  const fault = fieldState.error as Fault | undefined
  const message = faultAt(fault)
  const changed = !isNew && !equal(field.value, base.values[category]?.[name] ?? setting.default)
  // The map pairs each kind with its own control; TypeScript does not follow the index.
  const Control = controls[setting.kind] as ComponentType<ControlProps<Setting>>
  const onlyShown = readOnlyReason !== undefined || (readOnly && setting.kind !== 'toggle')
  const toggle = setting.kind === 'toggle' && !onlyShown
  const oneInput = hasOneInput(setting) && !onlyShown

  useEffect(() => {
    if (wanted !== path) return
    const controls = body.current?.querySelectorAll<HTMLElement>(
      '[aria-invalid="true"], input, select, textarea, button, [tabindex]',
    )
    const faulty = [...(controls ?? [])].find((each) => each.getAttribute('aria-invalid') === 'true')
    ;(faulty ?? controls?.[0])?.focus()
    // A long list is more than a screen: what is wrong in it is brought into sight, not its middle.
    ;(faulty ?? row.current)?.scrollIntoView({ block: 'center' })
    want(null)
  }, [wanted, want, path])

  const change = (value: unknown) => {
    field.onChange(value)
    // Rules over several settings: what is marked already is judged again with the new value.
    const marked = faultyPathsIn(form.getErrors(), category)
    if (marked.length > 0) void form.trigger(marked)
  }

  return (
    <Row ref={row} id={fieldId(category, name)} toggle={toggle}>
      <Label as={oneInput ? 'label' : 'span'} id={`${id}-label`} {...(oneInput && { htmlFor: id })}>
        {setting.label}
      </Label>
      <Marks>
        {changed && (
          <>
            <Dot aria-hidden />
            <span style={visuallyHidden}>Changed</span>
          </>
        )}
        {setting.also && <AlsoCalled label={setting.label} also={setting.also} />}
      </Marks>
      <Body ref={body}>
        {onlyShown ? (
          <Shown
            role="group"
            tabIndex={-1}
            aria-labelledby={`${id}-label`}
            aria-describedby={`${id}-fault ${id}-help`}
          >
            <ShownValue setting={setting} value={field.value as never} />
          </Shown>
        ) : (
          <Control
            setting={setting}
            value={field.value as never}
            onChange={change}
            onBlur={field.onBlur}
            id={id}
            labelId={`${id}-label`}
            describedBy={`${id}-fault ${id}-help`}
            fault={fault}
            disabled={readOnly}
          />
        )}
      </Body>
      <Below>
        <FaultText id={`${id}-fault`}>{message}</FaultText>
        <Help id={`${id}-help`}>{setting.help}</Help>
      </Below>
    </Row>
  )
})

/** Apart from the field, which is drawn anew at each key. */
const AlsoCalled = memo(function AlsoCalled({ label, also }: { label: string; also: string }) {
  return (
    <Tooltip title={`Also called ${also}`}>
      <IconButton icon={Info} size={14} label={`${label} is also called ${also}`} title="" />
    </Tooltip>
  )
})

const Row = styled('div', { shouldForwardProp: (name) => name !== 'toggle' })<{ toggle: boolean }>(
  ({ theme, toggle }) => ({
    display: 'grid',
    gridTemplateColumns: toggle ? 'auto auto 1fr' : 'auto 1fr',
    gridTemplateAreas: toggle
      ? '"body label marks" ". below below"'
      : '"label marks" "body body" "below below"',
    alignItems: 'center',
    columnGap: theme.spacing(2),
    scrollMarginTop: theme.spacing(16),
  }),
)

const Label = styled('span')<{ htmlFor?: string }>(({ theme }) => ({
  ...theme.typography.subtitle1,
  gridArea: 'label',
  minHeight: 24,
}))

const Marks = styled('span')(({ theme }) => ({
  gridArea: 'marks',
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(1),
  '& button': { minHeight: 24, minWidth: 24 },
}))

const Dot = styled('span')(({ theme }) => ({
  width: 7,
  height: 7,
  borderRadius: '50%',
  backgroundColor: theme.vars.palette.primary.main,
}))

const Body = styled('div')({ gridArea: 'body', minWidth: 0 })

const Shown = styled('div')({ minWidth: 0, overflowWrap: 'anywhere' })

const Below = styled('div')({ gridArea: 'below', minWidth: 0 })

const Help = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(1, 0, 0),
  color: theme.vars.palette.text.secondary,
}))

import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { PrincipalName } from '#console/form/PrincipalName.tsx'
import { Button } from '#console/ui/Button.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { isShown } from '#schema/category.ts'
import { inWords } from '#schema/change.ts'
import type { Grant } from '#schema/grant.ts'
import type { TemplateName } from '#schema/application/index.ts'
import { needsServiceUser, clientSetupCategories } from '#schema/clientSetup.ts'
import { format, type Setting } from '#schema/setting.ts'
import type { Step } from '#console/object/guidedSetup/step.ts'
import { WhatIsCreated } from './WhatIsCreated.tsx'
import { useNamesIn } from './useNamesIn.ts'
import { useGuidedSetupValues } from './useGuidedSetupValues.ts'

type Props = { template: TemplateName; steps: readonly Step[]; onGoTo: (index: number) => void }

/** Everything in words: what Create makes, and every setting of it. */
export function ReviewStep({ template, steps, onGoTo }: Props) {
  const typed = useGuidedSetupValues()
  const { role } = useNamesIn(typed)
  const { grants } = typed.userAccess
  const made: Grant = { type: 'Role', id: 'made', name: role || '…', rights: ['View', 'Run'] }
  const { me } = signedInRoute.useRouteContext()
  const values = {
    ...typed,
    // What the tenant makes of an empty one
    description: { ...typed.description, owner: typed.description.owner || me.UserId },
    userAccess: {
      grants: needsServiceUser(template, typed)
        ? [made, ...grants.filter(({ name }) => name !== role)]
        : grants,
    },
  }
  return (
    <>
      <WhatIsCreated template={template} values={typed} />
      {steps.slice(0, -1).map(({ id, title, categories }, index) => (
        <Part key={id}>
          <SectionHeading
            actions={
              <Button look="plain" onClick={() => onGoTo(index)}>
                Change<span style={visuallyHidden}> {title}</span>
              </Button>
            }
          >
            {title}
          </SectionHeading>
          <List>
            {categories
              // The confidential client is told above.
              .filter((category) => category.id !== 'confidentialClient')
              .flatMap((category) => {
                const held: Record<string, unknown> = values[category.id as 'tokens']
                return Object.entries(category.settings)
                  .filter(([, { when }]) => isShown(when, category.id, values))
                  .flatMap(([key, setting]) => linesOf(`${category.id}.${key}`, setting, held[key]))
              })
              .map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    <bdi>{value}</bdi>
                  </dd>
                </div>
              ))}
          </List>
        </Part>
      ))}
    </>
  )
}

/** A setting as a line; scopes and languages as a line each. */
function linesOf(path: string, setting: Setting, value: unknown): { label: string; value: ReactNode }[] {
  if (setting.kind === 'principal')
    return [{ label: setting.label, value: <PrincipalName setting={setting} id={String(value)} /> }]
  const inRows = setting.kind === 'scopeList' || setting.kind === 'rows'
  if (inRows && Array.isArray(value) && value.length > 0)
    return inWords(clientSetupCategories, { path, before: [], after: value }).map(({ label, after }) => ({
      label,
      value: after,
    }))
  return [{ label: setting.label, value: format(setting, value) }]
}

const Part = styled('section')(({ theme }) => ({ marginTop: theme.spacing(7) }))

const List = styled('dl')(({ theme }) => ({
  margin: 0,
  '& > div': {
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, 14rem) minmax(0, 1fr)',
    columnGap: theme.spacing(4),
    padding: theme.spacing(1.5, 0),
  },
  '& > div + div': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  '& dt': { color: theme.vars.palette.text.secondary, overflowWrap: 'anywhere' },
  '& dd': { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  [theme.breakpoints.down('sm')]: { '& > div': { gridTemplateColumns: 'minmax(0, 1fr)' } },
}))

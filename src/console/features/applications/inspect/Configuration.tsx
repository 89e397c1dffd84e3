import { styled } from '@mui/material/styles'
import { Panel } from '#console/ui/Panel.tsx'
import { ShownValue } from '#console/form/shown/ShownValue.tsx'
import { isShown } from '#schema/category.ts'
import { categoriesOf } from '#schema/application/categoriesOf.ts'
import type { SavedApplication } from '../application/savedApplication.ts'
import { ScopesExplained } from '../consequences/ScopesExplained.tsx'

/** Every setting as it is saved, on one page. */
export function Configuration({ application: { template, values } }: { application: SavedApplication }) {
  const held = values as unknown as Record<string, Record<string, unknown>>
  return (
    <ScopesExplained>
      {categoriesOf(template).map((category) => (
        <Panel key={category.id} aria-labelledby={`inspect-${category.id}`}>
          <h2 id={`inspect-${category.id}`}>{category.title}</h2>
          <Settings>
            {Object.entries(category.settings)
              .filter(([, { when }]) => isShown(when, category.id, held))
              .map(([name, setting]) => (
                <div key={name}>
                  <dt>{setting.label}</dt>
                  <dd>
                    <ShownValue setting={setting} value={held[category.id]?.[name] as never} />
                  </dd>
                </div>
              ))}
          </Settings>
        </Panel>
      ))}
    </ScopesExplained>
  )
}

const Settings = styled('dl')(({ theme }) => ({
  margin: 0,
  '& > div': {
    display: 'grid',
    gridTemplateColumns: '12rem minmax(0, 1fr)',
    gap: theme.spacing(1, 4),
    padding: theme.spacing(2, 0),
    breakInside: 'avoid',
  },
  '& > div + div': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  '& > div > dt': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
  '& > div > dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  [theme.breakpoints.down('sm')]: { '& > div': { gridTemplateColumns: 'minmax(0, 1fr)' } },
}))

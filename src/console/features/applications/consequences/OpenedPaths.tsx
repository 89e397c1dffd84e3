import { styled } from '@mui/material/styles'
import { ApiRisk } from '#console/object/consequences/ApiRisk.tsx'
import { Fold } from '#console/object/consequences/Fold.tsx'
import { neededRight } from '#console/object/consequences/neededRight.ts'
import { useApis } from './useApis.ts'

type Props = { patterns: { pattern: string; fault: string | null; paths: string[] }[] }

const mostAtFirst = 6

/** The APIs that patterns open, each with what it does and the right that its caller needs besides. */
export function OpenedPaths({ patterns }: Props) {
  const apis = useApis()
  const paths = [...new Set(patterns.flatMap((each) => each.paths))]
  const known = paths.flatMap((path) => apis.find((api) => api.path === path) ?? [])
  const sorted = known.toSorted((a, b) => danger(b.risk) - danger(a.risk) || a.path.localeCompare(b.path))
  return (
    <Fold items={sorted} most={mostAtFirst}>
      {(shown) => (
        <List>
          {shown.map(({ path, about, right, risk }) => (
            <li key={path}>
              <Head>
                <code>{path}</code>
                <ApiRisk risk={risk} />
              </Head>
              <span>
                {about} {neededRight(right)}
              </span>
            </li>
          ))}
        </List>
      )}
    </Fold>
  )
}

const danger = (risk: string) => ['low', 'reads', 'writes', 'takesOver'].indexOf(risk)

const List = styled('ul')(({ theme }) => ({
  ...theme.typography.body2,
  listStyle: 'none',
  margin: theme.spacing(1, 0),
  padding: 0,
  color: theme.vars.palette.text.secondary,
  '& > li': { padding: theme.spacing(1, 0) },
}))

const Head = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1, 2),
  color: theme.vars.palette.text.primary,
  '& code': { overflowWrap: 'anywhere' },
}))

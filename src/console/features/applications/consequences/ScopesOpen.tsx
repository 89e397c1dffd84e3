import { styled } from '@mui/material/styles'
import { FaultText } from '#console/ui/FaultText.tsx'
import { OpenedPaths } from './OpenedPaths.tsx'
import { Fold } from '#console/object/consequences/Fold.tsx'
import type { Preview } from './usePreview.ts'

/** Which of the tenant's APIs each scope opens. */
export function ScopesOpen({ opens }: { opens: Preview['opens'] }) {
  if (opens.length === 0) return null
  return (
    <>
      <h3>What the scopes open</h3>
      <Fold items={opens} most={mostAtFirst}>
        {(shown) => (
          <Scopes>
            {shown.map((each, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- two scopes may have one name while it is typed
              <Scope key={index} of={each} open={opens.length <= mostOpen} />
            ))}
          </Scopes>
        )}
      </Fold>
    </>
  )
}

type Opens = Preview['opens'][number]

/** Unfolds where there is something to unfold. */
function Scope({ of: { scope, patterns }, open }: { of: Opens; open: boolean }) {
  const summary = (
    <>
      <code>{scope || 'New scope'}</code> <Count>{inShort(patterns)}</Count>
    </>
  )
  if (patterns.length === 0) return <Single>{summary}</Single>
  return (
    <Unfolding open={open}>
      <summary>{summary}</summary>
      {patterns.map(
        ({ pattern, fault }) =>
          fault && (
            <FaultText key={pattern}>
              <code>{pattern}</code>: {fault}
            </FaultText>
          ),
      )}
      <OpenedPaths patterns={patterns} />
    </Unfolding>
  )
}

const mostOpen = 3
const mostAtFirst = 8

function inShort(patterns: Opens['patterns']): string {
  const count = new Set(patterns.flatMap(({ paths }) => paths)).size
  return count === 0 ? 'opens no API of the tenant' : count === 1 ? 'opens 1 API' : `opens ${count} APIs`
}

const Scopes = styled('div')(({ theme }) => ({ display: 'grid', gap: theme.spacing(1) }))

const Single = styled('div')({ overflowWrap: 'anywhere' })

const Unfolding = styled('details')(({ theme }) => ({
  minWidth: 0,
  '& summary': { cursor: 'pointer', overflowWrap: 'anywhere', borderRadius: theme.shape.borderRadius },
}))

const Count = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
}))

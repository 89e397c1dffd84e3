import { styled } from '@mui/material/styles'
import { useQuery } from '@tanstack/react-query'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { FindingList } from '#console/ui/FindingList.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { lacksOf } from '../consequences/lacksOf.ts'
import { notUsableInWords } from './notUsableInWords.ts'

type Props = { rowKey: string; onGoTo: (path: string) => void }

/** What lacks before the first token and the first answer, as one list; each with the way to where it is mended. */
export function Readiness({ rowKey, onGoTo }: Props) {
  const { data, error } = useQuery({ ...query('previewSaved', { rowKey }), staleTime: 0 })
  const lacks = data ? lacksOf(data) : []
  return (
    <Panel aria-labelledby="readiness">
      <h2 id="readiness">
        {!data ? 'Is it usable?' : lacks.length === 0 ? 'Usable' : notUsableInWords(lacks.length)}
      </h2>
      {error && <ProblemBanner {...problemInWords(error)} />}
      {data && lacks.length === 0 && (
        <p>
          {data.for === 'program'
            ? 'Whoever has the secret gets a token now.'
            : 'Whoever has Run can sign in now.'}
        </p>
      )}
      <FindingList
        findings={lacks}
        action={({ id, at, message }) => (
          <Ways>
            {id === 'noClient' && (
              <ButtonLink to="/users/new" search={{ for: 'client', application: rowKey }}>
                Create service user
              </ButtonLink>
            )}
            {at !== undefined && (
              <Button onClick={() => onGoTo(at)} aria-label={`Mend it: ${message}`}>
                Mend it
              </Button>
            )}
          </Ways>
        )}
      />
    </Panel>
  )
}

const Ways = styled('span')(({ theme }) => ({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) }))

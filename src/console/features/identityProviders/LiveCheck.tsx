import { styled } from '@mui/material/styles'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'

type Props = {
  id: string
  version: number
  /** Saves what is typed, and says whether it is saved. */
  saveFirst?: () => Promise<boolean>
}

/** Asks the identity provider as it is saved, and says line by line what can be used. */
export function LiveCheck({ id, version, saveFirst }: Props) {
  const { me } = signedInRoute.useRouteContext()
  const [checked, setChecked] = useState<number | null>(null)
  const { data, error, isFetching, refetch } = useQuery({
    ...query('checkIdentityProvider', { ID: id }),
    enabled: checked !== null,
    staleTime: Infinity,
  })
  const check = async () => {
    if (saveFirst && !(await saveFirst())) return
    if (checked !== null) void refetch()
    setChecked(version)
  }
  return (
    <section style={{ marginTop: saveFirst ? 0 : 32 }}>
      <SectionHeading>Live check</SectionHeading>
      <p>
        {saveFirst ? 'Saves what you have typed, and asks' : 'Asks'} the identity provider for its metadata
        and keys{saveFirst ? '.' : ', with the settings that are saved.'}
      </p>
      <Button busy={isFetching} disabledReason={lackOf(me, 'fedman')} onClick={() => void check()}>
        {saveFirst ? 'Save and check' : 'Check now'}
      </Button>
      <div role="status" style={{ marginTop: 16 }}>
        {error && <ProblemBanner {...problemInWords(error)} />}
        {data && (
          <Lines>
            {data.Lines.map(({ Title, Passed, Seen, Cure }) => (
              <Line key={Title} passed={Passed}>
                <Icon of={Passed ? CircleCheck : CircleAlert} />
                <span>
                  <strong>
                    {Title}: {Passed ? 'fine' : 'failed'}
                  </strong>
                  <span>{Seen}</span>
                  {Cure && <span>{Cure}</span>}
                </span>
              </Line>
            ))}
          </Lines>
        )}
      </div>
    </section>
  )
}

const Lines = styled('ul')({ listStyle: 'none', margin: 0, padding: 0, maxWidth: 640 })

const Line = styled('li', { shouldForwardProp: (name) => name !== 'passed' })<{ passed: boolean }>(
  ({ theme, passed }) => ({
    display: 'flex',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 0),
    borderBottom: `1px solid ${theme.vars.palette.divider}`,
    overflowWrap: 'anywhere',
    '& svg': { marginTop: theme.spacing(0.75), color: theme.vars.palette[passed ? 'success' : 'error'].main },
    '& span > *': { display: 'block' },
    '& strong': { fontWeight: 500 },
    '& strong + *, & strong + * + *': { color: theme.vars.palette.text.secondary },
  }),
)

import GlobalStyles from '@mui/material/GlobalStyles'
import { styled } from '@mui/material/styles'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { useChanges } from '#console/form/useChanges.ts'
import { useValuesLater } from '#console/form/useValuesLater.ts'
import { useSettled } from '#console/object/consequences/useSettled.ts'
import { Button } from '#console/ui/Button.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import type { ApplicationConfig } from '#schema/application/index.ts'
import type { SavedApplication } from '../application/savedApplication.ts'
import { useGoToSetting } from '../application/useGoToSetting.ts'
import { withoutLogo } from '../consequences/withoutLogo.ts'
import { Configuration } from './Configuration.tsx'
import { printSheet } from './printSheet.ts'
import { Question, type Asked } from './Question.tsx'
import { Token } from './Token.tsx'
import { Verdict } from './Verdict.tsx'
import { verdictInWords } from './verdictInWords.ts'

type Props = { rowKey: string; application: SavedApplication; onGoTo: (tab: string) => void }

/** The whole of a saved application on one page, and on top why a client gets a token of it, or why not. */
export function InspectTab({ rowKey, application, onGoTo }: Props) {
  const goToSetting = useGoToSetting(onGoTo)
  const changed = useChanges().length > 0
  const [asked, ask] = useState<Asked>({ rowKey, way: usualWay(application) })
  const settled = useSettled(asked)
  const { data: clients } = useQuery(query('applicationClients', { rowKey }))
  const { data, error } = useQuery({
    ...query('inspectApplication', sent(settled)),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 30_000,
  })
  const unsaved = useUnsaved(settled, changed)
  return (
    <Sheet>
      <GlobalStyles styles={printSheet} />
      <Panel aria-labelledby="can-it">
        <Top>
          <h2 id="can-it">Can this client get a token?</h2>
          <Button icon={Printer} onClick={() => window.print()}>
            Print
          </Button>
        </Top>
        <Quiet>
          Judged now, by the checks that answer real requests, on what is saved. Nothing is issued, written or
          counted. The client is taken to send the right secret and whatever else the method asks for.
        </Quiet>
        {changed && (
          <Quiet>
            Your unsaved changes are not part of it.
            {unsaved && ` With them: ${verdictInWords(unsaved)}`}
          </Quiet>
        )}
        <Question asked={asked} application={application} clients={clients?.clients ?? []} onAsk={ask} />
        {error && <ProblemBanner {...problemInWords(error)} />}
        {data && <Verdict inspected={data} onGoTo={goToSetting} />}
      </Panel>
      {data && <Token token={data.token} unsaved={unsaved && unsaved.token} />}
      <Configuration application={application} />
    </Sheet>
  )
}

/** The same for the form as it is typed, where this person could save it. */
function useUnsaved(asked: Asked, changed: boolean) {
  const { readOnlyReason } = useHeldForm()
  const { offered } = signedInRoute.useRouteContext()
  // The form of this page holds an application.
  const values = useSettled(useValuesLater()) as unknown as ApplicationConfig
  const { data } = useQuery({
    ...query('inspectUnsaved', { ...sent(asked), application: withoutLogo(values) }),
    enabled: changed && readOnlyReason === undefined && offered('inspectUnsaved'),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 30_000,
  })
  return changed ? data : undefined
}

/** The first that is ticked, or the one that a template is usually for. */
const usualWay = ({ values, template }: SavedApplication): Asked['way'] =>
  values.tokens.authMethods[0] ??
  (template === 'Generic OpenID Connect' ? 'AuthorizationCode' : 'ClientCreds')

/** What is left empty is not sent. */
const sent = ({ clientId, loginName, redirectUri, scope, ...asked }: Asked): Asked => ({
  ...asked,
  clientId: clientId?.trim() || null,
  loginName: loginName?.trim() || null,
  redirectUri: redirectUri || null,
  scope: scope?.some((name) => name !== '') ? scope.filter((name) => name !== '') : null,
})

const Sheet = styled('div')(({ theme }) => ({ display: 'grid', gap: theme.spacing(5), minWidth: 0 }))

const Top = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: theme.spacing(2),
  '& h2': { ...theme.typography.h3, margin: 0 },
}))

const Quiet = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(2, 0, 4),
  color: theme.vars.palette.text.secondary,
}))

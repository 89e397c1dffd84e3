import type { Result } from '#console/api/call.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import type { Step } from '#console/object/guidedSetup/step.ts'
import { Button } from '#console/ui/Button.tsx'
import { TestSignInAlone } from '../consequences/IdentityProviderConsequences.tsx'
import { MappingsForAll } from '../groupMappings/MappingsForAll.tsx'
import { LocalEvaluation } from '../LocalEvaluation.tsx'
import { OutboundMetadata } from '../OutboundMetadata.tsx'
import type { WantedRule } from './draft.ts'
import { Readiness } from './Readiness.tsx'
import { RoutingStep } from './RoutingStep.tsx'
import { useReadiness } from './useReadiness.ts'

type Props = {
  id: string
  step: Step
  urls: NonNullable<Result<'getIdentityProvider'>>['Gatewright']
  rule: WantedRule
  readOnly: boolean
  ruleFault: string | undefined
  onRule: (to: WantedRule) => void
  /** To the step of that id. */
  onGo: (step: string) => void
}

/** The fields of a step: those of the identity provider's tabs. */
export function GuidedSetupStep({ id, step, urls, rule, readOnly, ruleFault, onRule, onGo }: Props) {
  if (step.id === 'routing')
    return <RoutingStep id={id} rule={rule} readOnly={readOnly} fault={ruleFault} onChange={onRule} />
  if (step.id === 'test') return <TestSignInAlone id={id} />
  if (step.id === 'switchOn') return <BeforeSwitchingOn id={id} onGo={onGo} />
  return (
    <>
      {step.id === 'outboundMetadata' && <OutboundMetadata urls={urls} />}
      {step.categories.map((category) => (
        // Switching on is a step of its own
        <CategoryForm key={category.id} category={category} summary={false} without={['active']} />
      ))}
      {step.id === 'groupMappings' && <MappingsForAll />}
      {step.id === 'inboundMetadata' && <LocalEvaluation />}
    </>
  )
}

function BeforeSwitchingOn({ id, onGo }: Pick<Props, 'id' | 'onGo'>) {
  const parts = useReadiness(id)?.filter(({ place }) => place !== 'switchOn')
  return (
    parts && (
      <Readiness
        parts={parts}
        wayTo={({ place, act }) => <Button onClick={() => onGo(place)}>{act}</Button>}
      />
    )
  )
}

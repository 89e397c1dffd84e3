import { Check, CornerDownRight, X } from 'lucide-react'
import { memo, useId } from 'react'
import { FaultText } from '#console/ui/FaultText.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import {
  applicationRights,
  formatRights,
  hasRight,
  toBits,
  type ApplicationRight,
  type Grant,
} from '#schema/grant.ts'
import { Chain } from '../Chain.tsx'
import { sameRow } from '../controls/sameRow.ts'
import { PrincipalLink } from '../PrincipalLink.tsx'
import { principalIcons } from '../principalIcons.ts'
import { Kind, Line, Mark, Name, Notes, Removal, Right } from './gridLook.ts'
import { howHeld, tooMany, type Reached } from './reaching.ts'

const rights = Object.keys(applicationRights) as ApplicationRight[]

/** Of very many, the first are told. */
const mostTold = 3

export type GrantChanges = {
  toggle: (index: number, right: ApplicationRight) => void
  remove: (index: number) => void
  onBlur: () => void
}

type Props = {
  row: {
    /** Tells it from the others. */
    id: string
    /** Its place in the value. */
    index: number
    grant: Grant
    message: string | undefined
    reached: Reached[]
    serviceUser: boolean
  }
  /** Its place among those that are shown. */
  place: number
  partly: boolean
  measure: ((element: HTMLElement | null) => void) | undefined
  /** The column that Tab reaches, where it is in this row. */
  column: number | undefined
  changes: GrantChanges | undefined
}

/** A principal and what it may do, by itself and through the others. */
export const GrantRow = memo(function GrantRow({ row, place, partly, measure, column, changes }: Props) {
  const id = useId()
  const { index, grant, message, reached, serviceUser } = row
  const told = reached.slice(0, mostTold)
  const more = tooMany(grant.rights, reached)
  const warned = serviceUser && more.length > 0
  const tabIndex = (at: number) => (changes === undefined ? undefined : at === column ? 0 : -1)
  const describing = (right: ApplicationRight) =>
    [
      ...(message === undefined ? [] : [`${id}-fault`]),
      ...reached.flatMap(({ rights: held }, at) =>
        hasRight(toBits(held), right) ? [`${id}-${Math.min(at, mostTold)}`] : [],
      ),
    ].join(' ') || undefined
  return (
    <Line
      role="row"
      ref={measure}
      data-id={row.id}
      data-index={place}
      aria-rowindex={partly ? place + 2 : undefined}
    >
      <Name role="rowheader" scope="row" data-column={0}>
        <Icon of={principalIcons[grant.type]} />
        <span>
          <PrincipalLink {...grant} tabIndex={tabIndex(0)} />{' '}
          <Kind>{serviceUser ? 'Service user' : grant.type}</Kind>
        </span>
      </Name>
      {rights.map((right, at) => {
        const how = howHeld(right, grant.rights, reached)
        const label = applicationRights[right].label
        return (
          <Right
            key={right}
            role={changes ? 'gridcell' : 'cell'}
            data-column={at + 1}
            data-right={label}
            data-how={how ?? undefined}
          >
            {changes ? (
              <input
                type="checkbox"
                checked={how === 'given'}
                onChange={() => changes.toggle(index, right)}
                onBlur={changes.onBlur}
                tabIndex={tabIndex(at + 1)}
                aria-label={`${label} for ${grant.name}`}
                aria-invalid={message !== undefined}
                aria-describedby={describing(right)}
              />
            ) : (
              how === 'given' && <Given />
            )}
            {(how === 'part' || how === 'through') && <Inherited how={how} />}
          </Right>
        )
      })}
      {changes && (
        <Removal role="gridcell" data-column={rights.length + 1}>
          <IconButton
            icon={X}
            label={`Remove ${grant.name}`}
            data-remove
            tabIndex={tabIndex(rights.length + 1)}
            onClick={() => changes.remove(index)}
          />
        </Removal>
      )}
      {(reached.length > 0 || warned || message !== undefined) && (
        <Notes role={changes ? 'gridcell' : 'cell'}>
          {told.map(({ rights: held, chain, more: others }, at) => (
            <p key={chain.map(({ ID }) => ID).join(' ')} id={`${id}-${at}`}>
              {formatRights(held)} through <Chain of={chain} plain />
              {others > 0 && `, and in ${others} more ${others === 1 ? 'way' : 'ways'}`}
            </p>
          ))}
          {reached.length > mostTold && (
            <p id={`${id}-${mostTold}`}>
              and through {reached.length - mostTold} more:{' '}
              {reached
                .slice(mostTold)
                .map(({ chain }) => chain.at(-1)?.Name)
                .join(', ')}
            </p>
          )}
          {warned && (
            <SeverityText severity="warning">
              {formatRights(more)} {more.length === 1 ? 'is' : 'are'} more than a service user needs. Run and
              View are enough.
            </SeverityText>
          )}
          <FaultText id={`${id}-fault`}>{message}</FaultText>
        </Notes>
      )}
    </Line>
  )
}, sameRow)

const Given = () => (
  <>
    <Icon of={Check} />
    <span style={visuallyHidden}>Given</span>
  </>
)

function Inherited({ how }: { how: 'part' | 'through' }) {
  const words = how === 'part' ? 'Part of another right' : 'Held through another principal'
  return (
    <Mark title={words}>
      <Icon of={how === 'part' ? Check : CornerDownRight} size={14} />
      <span style={visuallyHidden}>{words}</span>
    </Mark>
  )
}

import { styled } from '@mui/material/styles'
import { useEffect, useRef } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { userAgents } from '#schema/routing/userAgent.ts'
import type { Rule } from './rule.ts'

type Props = {
  /** What somebody else has saved meanwhile. */
  theirs: readonly Rule[]
  onTakeTheirs: () => void
  onInsist: () => void
}

/** CF-01: two lists of which each is an order of its own are not merged; whoever edits says which one stands. */
export function StaleRules({ theirs, onTakeTheirs, onInsist }: Props) {
  const whole = useRef<HTMLDivElement>(null)
  // Save is at the other end of a long list
  useEffect(() => {
    whole.current?.focus()
    whole.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <Whole ref={whole} tabIndex={-1}>
      <NoticeBanner
        tone="warning"
        actions={
          <>
            <Button onClick={onTakeTheirs}>Take theirs</Button>
            <Button look="primary" onClick={onInsist}>
              Keep mine
            </Button>
          </>
        }
      >
        Somebody else saved routing rules in the meantime. Yours are below and not saved; theirs are:
        {theirs.length === 0 ? (
          <div>No rule: everybody signs in here.</div>
        ) : (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls is reached with the keyboard
          <List aria-label="Rules of somebody else" tabIndex={0}>
            {theirs.map((rule) => (
              <li key={rule.ID}>
                <RuleInWords {...rule} />
              </li>
            ))}
          </List>
        )}
      </NoticeBanner>
    </Whole>
  )
}

const RuleInWords = ({ Domain, UserAgent, RoleName, IdentityProviderName, Enabled }: Rule) => (
  <>
    {Domain === '' ? 'Everybody' : <bdi>{Domain}</bdi>}
    {UserAgent !== 'Any' && `, ${userAgents[UserAgent]}`}
    {RoleName !== null && (
      <>
        , role <bdi>{RoleName}</bdi>
      </>
    )}{' '}
    → <bdi>{IdentityProviderName}</bdi>
    {!Enabled && ' (off)'}
  </>
)

const Whole = styled('div')(({ theme }) => ({ scrollMarginTop: theme.spacing(16), outline: 'none' }))

const List = styled('ol')(({ theme }) => ({
  maxHeight: 240,
  overflowY: 'auto',
  margin: theme.spacing(1, 0, 0),
  paddingInlineStart: theme.spacing(6),
}))

import FormControlLabel from '@mui/material/FormControlLabel'
import OutlinedInput from '@mui/material/OutlinedInput'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { useId, useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { exactTime } from '#console/ui/relativeTime.ts'
import { localMoment, momentIn } from '#console/ui/localMoment.ts'
import type { Keys } from './keysQuery.ts'

/** Asks when a newer key shall take over, and says what follows. */
export function RotateDialog({ keys, onClose }: { keys: Keys; onClose: () => void }) {
  const { mutateAsync } = useAct('keysRotate')
  const id = useId()
  const waiting = keys.keys.find(({ state }) => state === 'upcoming')
  const [when, setWhen] = useState<'soon' | 'chosen'>('soon')
  const [typed, setTyped] = useState(() => localMoment(keys.earliest + aDay))
  const [fault, setFault] = useState<string>()
  const rotate = async () => {
    const signsFrom = when === 'soon' ? null : momentIn(typed)
    const wrong = signsFrom === undefined ? 'Type a date and a time.' : faultOf(signsFrom, keys.earliest)
    setFault(wrong)
    if (wrong) return
    await mutateAsync({ signsFrom: signsFrom ?? null })
    onClose()
  }
  return (
    <ConfirmDialog
      title="Rotate the signing key"
      confirm="Rotate"
      look="primary"
      problemInWords={problemInWords}
      onConfirm={rotate}
      onClose={onClose}
    >
      {waiting ? (
        <p>
          A newer key is published already and takes over <RelativeTime at={waiting.signsFrom} />. Say when it
          takes over instead.
        </p>
      ) : (
        <p>
          A new key is published now and signs later, so that everybody who checks tokens knows it by then.
        </p>
      )}
      <RadioGroup
        aria-label="The newer key takes over"
        value={when}
        onChange={(_, value) => setWhen(value === 'soon' ? 'soon' : 'chosen')}
      >
        <FormControlLabel
          value="soon"
          control={<Radio />}
          label={
            keys.earliest > keys.now ? (
              <>
                As soon as it is safe, <RelativeTime at={keys.earliest} />
              </>
            ) : (
              'At once: it has been published for long enough'
            )
          }
        />
        <FormControlLabel value="chosen" control={<Radio />} label="At a moment of my choice" />
      </RadioGroup>
      {when === 'chosen' && (
        <>
          <OutlinedInput
            type="datetime-local"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            error={fault !== undefined}
            inputProps={{
              'aria-label': 'Date and time',
              'aria-describedby': id,
              min: localMoment(keys.earliest + aMinute),
            }}
          />
          <FaultText id={id}>{fault}</FaultText>
        </>
      )}
      <p>
        The present key stops signing then and stays published until nothing that it signed is valid any more.
        No token is refused because of it.
      </p>
    </ConfirmDialog>
  )
}

const aMinute = 60_000
const aDay = 24 * 60 * aMinute

const faultOf = (signsFrom: number | null, earliest: number) =>
  signsFrom !== null && signsFrom < earliest
    ? `Too early: the key has to be published before it signs. The earliest moment is ${exactTime(earliest)}.`
    : undefined

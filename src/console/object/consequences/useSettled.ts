import { useEffect, useState } from 'react'
import { equal } from '#schema/change.ts'
import { useDebounced } from '#console/ui/useDebounced.ts'

/** A value that is being typed, as it was when it had not changed for a moment. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  const typing = !equal(value, settled)
  const { ask, cancel } = useDebounced(setSettled, pause)
  useEffect(() => {
    if (typing) ask(value)
    return cancel
  }, [value, typing, ask, cancel])
  return settled
}

const pause = 250

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './IconButton.tsx'
import { visuallyHidden } from './visuallyHidden.ts'

/** Copies a value and says so, to the eye and to screen readers. `label` names what is copied: "Copy the client ID". */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none')
  useEffect(() => {
    if (outcome === 'none') return
    const timer = setTimeout(() => setOutcome('none'), 2000)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setOutcome('copied')
    } catch {
      setOutcome('failed')
    }
  }
  return (
    <>
      <IconButton icon={outcome === 'copied' ? Check : Copy} label={label} onClick={() => void copy()} />
      <span role="status" style={visuallyHidden}>
        {outcome === 'copied' && 'Copied'}
        {outcome === 'failed' && 'The browser did not allow copying. Select the text and copy it.'}
      </span>
    </>
  )
}

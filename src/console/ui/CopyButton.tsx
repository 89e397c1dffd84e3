import { Check, Copy } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { IconButton } from './IconButton.tsx'
import { visuallyHidden } from './visuallyHidden.ts'

const CopyDialog = lazy(() => import('./CopyDialog.tsx').then((m) => ({ default: m.CopyDialog })))

/**
 * Copies a value and says so, to the eye and to screen readers. Where the browser does not allow it, the value is shown selected, to be copied by hand
 * (PB-12). `label` names what is copied: "Copy the client ID".
 */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const button = useRef<HTMLButtonElement>(null)
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none')
  useEffect(() => {
    if (outcome !== 'copied') return
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
      <IconButton
        ref={button}
        icon={outcome === 'copied' ? Check : Copy}
        label={label}
        onClick={() => void copy()}
      />
      <span role="status" style={visuallyHidden}>
        {outcome === 'copied' && 'Copied'}
      </span>
      {outcome === 'failed' && (
        <Suspense>
          <CopyDialog
            value={value}
            label={label}
            anchor={() => button.current}
            onClose={() => setOutcome('none')}
          />
        </Suspense>
      )}
    </>
  )
}

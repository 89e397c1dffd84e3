import { useCallback } from 'react'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'

/** Brings a setting of the page onto the screen, on whatever tab it is: "tokens.tokenLifetime". */
export function useGoToSetting(goToTab: (tab: string) => void) {
  const { want } = useHeldForm()
  return useCallback(
    (path: string) => {
      goToTab(path.split('.')[0] ?? '')
      want(path)
    },
    [goToTab, want],
  )
}

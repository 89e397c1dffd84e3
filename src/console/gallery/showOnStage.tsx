import '@fontsource-variable/inter/wght.css'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { newQueryClient } from '#console/api/queryClient.ts'
import { Stage } from './Stage.tsx'
import { standIn } from './standIn.ts'

standIn()

/** Shows something in the page of a test, instead of what was there before. */
export function showOnStage(children: ReactNode, scheme: 'light' | 'dark' = 'light') {
  clear()
  const container = document.body.appendChild(document.createElement('div'))
  const root = createRoot(container)
  const queryClient = newQueryClient()
  root.render(
    <Stage scheme={scheme} queryClient={queryClient}>
      {children}
    </Stage>,
  )
  clear = () => {
    root.unmount()
    container.remove()
  }
  return { isFetching: () => queryClient.isFetching() > 0 }
}

let clear = () => {}

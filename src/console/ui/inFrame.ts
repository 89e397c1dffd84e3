import { createContext } from 'react'

/**
 * Set where a page stands inside the frame of the console, which has the main landmark already. `events`: the person may read the audit log, so what
 * happened in a request can be led to.
 */
export const InFrame = createContext<{ events: boolean } | null>(null)

import { createContext } from 'react'

/** Whether a page stands inside the frame of the console, which has the main landmark already. */
export const InFrame = createContext(false)

import { styled } from '@mui/material/styles'

/** CopyFields below a title. */
export const Identifiers = styled('div')({ maxWidth: 640 })

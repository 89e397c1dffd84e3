import { styled } from '@mui/material/styles'
import { Gallery } from './Gallery.tsx'

type Props = { scheme: 'light' | 'dark'; narrow: boolean }

/** The gallery under a line that changes theme and width. A phone's width is a frame, so that all that asks for the width is told it. */
export function GalleryHead({ scheme, narrow }: Props) {
  const address = (theme: string, ...more: string[]) => `?${[`theme=${theme}`, ...more].join('&')}`
  const width = narrow ? ['narrow'] : []
  return (
    <>
      <Line>
        <a href={address('light', ...width)}>Light</a>
        <a href={address('dark', ...width)}>Dark</a>
        <a href={address(scheme)}>Wide</a>
        <a href={address(scheme, 'narrow')}>360 px</a>
      </Line>
      {narrow ? <Phone title="Gallery at 360 px" src={address(scheme, 'framed')} /> : <Gallery />}
    </>
  )
}

const Line = styled('nav')(({ theme }) => ({
  display: 'flex',
  gap: theme.spacing(4),
  padding: theme.spacing(4, 8, 0),
  '& a': { color: theme.vars.palette.primary.main },
}))

const Phone = styled('iframe')(({ theme }) => ({
  width: 360,
  height: 'calc(100vh - 80px)',
  margin: theme.spacing(4, 8),
  border: `1px solid ${theme.vars.palette.divider}`,
}))

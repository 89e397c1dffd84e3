import { styled } from '@mui/material/styles'
import { ImageUp, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import type { ImageSetting } from '#schema/kinds/image.ts'
import type { ControlProps } from './control.ts'
import { pngFrom } from './pngFrom.ts'

/** A picture from the person's own disk: shown, replaced, removed. */
export function ImageControl({ setting, value, onChange, labelId, describedBy }: ControlProps<ImageSetting>) {
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string>()
  const [reading, setReading] = useState(false)
  const choose = async (file: File | undefined) => {
    if (!file) return
    setReading(true)
    const read = await pngFrom(file)
    setReading(false)
    setRefused('fault' in read ? read.fault : undefined)
    if ('png' in read) onChange(read.png)
  }
  const remove = () => {
    setRefused(undefined)
    onChange('')
  }
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      <Row>
        {value === '' ? (
          <Empty>No image yet</Empty>
        ) : (
          <Preview src={value} alt={`${setting.label} as it is now`} />
        )}
        <Button icon={ImageUp} busy={reading} onClick={() => input.current?.click()}>
          {value === '' ? 'Choose image' : 'Choose another'}
        </Button>
        {value !== '' && (
          <Button look="plain" icon={X} onClick={remove}>
            Remove image
          </Button>
        )}
      </Row>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={setting.label}
        accept="image/png,image/jpeg,image/webp,image/gif"
        onChange={(event) => {
          void choose(event.target.files?.[0])
          // The same file can be chosen again.
          event.target.value = ''
        }}
      />
      <div role="status">
        <FaultText>{refused}</FaultText>
      </div>
    </div>
  )
}

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(3),
}))

const Preview = styled('img')(({ theme }) => ({
  width: 64,
  height: 64,
  objectFit: 'contain',
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
}))

const Empty = styled('span')(({ theme }) => ({ color: theme.vars.palette.text.secondary }))

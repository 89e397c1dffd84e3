import { z } from 'zod'

export const largestImage = { characters: 65_536, pixels: 256 }

/** A picture is kept as what it is shown from: a PNG in a data URL. Empty while there is none. FE-04: no other type, nothing to be fetched. */
export const image = z
  .string()
  .max(largestImage.characters, {
    error: 'The image is larger than 64 KB. Choose a smaller one.',
    abort: true,
  })
  .check((context) => {
    const message = imageFault(context.value)
    if (message) context.issues.push({ code: 'custom', input: context.value, message })
  })

export const imagePrefix = 'data:image/png;base64,'

// PNG §5.2, §11.2.2: the signature, then the chunk IHDR with width and height
const start = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'

function imageFault(value: string): string | undefined {
  if (value === '') return undefined
  const base64 = value.slice(imagePrefix.length)
  if (!value.startsWith(imagePrefix) || !/^[A-Za-z0-9+/]{32,}={0,2}$/.test(base64)) return notPng
  const head = atob(base64.slice(0, 32))
  if (!head.startsWith(start)) return notPng
  const [width, height] = [numberAt(head, 16), numberAt(head, 20)]
  const { pixels } = largestImage
  return width < 1 || height < 1 || width > pixels || height > pixels
    ? `The image has ${width} × ${height} pixels. At most ${pixels} × ${pixels} are kept.`
    : undefined
}

const notPng = 'Choose a PNG image.'

const numberAt = (bytes: string, at: number) =>
  [0, 1, 2, 3].reduce((sum, offset) => sum * 256 + bytes.charCodeAt(at + offset), 0)

import { largestImage } from '#schema/image.ts'

const largestFile = 20_000_000

/**
 * Whatever image was chosen as a PNG that fits: drawn anew, so that nothing of the file but its picture is sent, and smaller where it would be too large.
 * An SVG is a program and not only a picture; it is refused (FE-04).
 */
export async function pngFrom(file: File): Promise<{ png: string } | { fault: string }> {
  if (file.type === 'image/svg+xml' || /\.svgz?$/i.test(file.name))
    return { fault: 'An SVG cannot be used. Choose a PNG, JPEG, WebP or GIF.' }
  if (file.size > largestFile) return { fault: 'The file is larger than 20 MB. Choose a smaller one.' }
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture)
    return { fault: `${file.name} is not an image that can be read. Choose a PNG, JPEG, WebP or GIF.` }
  try {
    for (let side = largestImage.pixels; side >= 16; side = Math.floor(side * 0.75)) {
      const png = drawn(picture, side)
      if (png.length <= largestImage.characters) return { png }
    }
  } finally {
    picture.close()
  }
  return { fault: 'The image cannot be made small enough. Choose another.' }
}

function drawn(picture: ImageBitmap, side: number): string {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const context = canvas.getContext('2d')
  if (context) context.imageSmoothingQuality = 'high'
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/png')
}

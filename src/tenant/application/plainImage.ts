import { crc32, inflateSync } from 'node:zlib'
import { imagePrefix, largestImage } from '#schema/image.ts'

/**
 * The same picture and nothing else (FE-04). A new PNG is built of the chunks that make the picture; text, profiles, animation and whatever
 * follows the end stay out. Null for a PNG that cannot be read.
 */
export function plainImage(dataUrl: string): string | null {
  const bytes = Buffer.from(dataUrl.slice(imagePrefix.length), 'base64')
  const chunks = chunksOf(bytes)
  const head = chunks?.[0]
  if (!chunks || head?.type !== 'IHDR' || head.data.length !== 13 || count(chunks, 'IHDR') !== 1) return null
  const pixels = pixelsOf(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)))
  if (!pixels) return null
  const colours = ['PLTE', 'tRNS'].flatMap((type) => chunks.find((chunk) => chunk.type === type) ?? [])
  const kept = [head, ...colours, { type: 'IDAT', data: pixels }, { type: 'IEND', data: Buffer.alloc(0) }]
  return (
    imagePrefix + Buffer.concat([bytes.subarray(0, signatureLength), ...kept.map(written)]).toString('base64')
  )
}

type Chunk = { type: string; data: Buffer }

const signatureLength = 8

/** PNG §5.3: length, type, data, checksum. Null when one is cut off or damaged, or the end is missing. */
function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = []
  let at = signatureLength
  while (at + 12 <= bytes.length) {
    const end = at + 8 + bytes.readUInt32BE(at)
    if (end + 4 > bytes.length) return null
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return null
    chunks.push({ type, data: bytes.subarray(at + 8, end) })
    if (type === 'IEND') return chunks
    at = end + 4
  }
  return null
}

// Four colours of two bytes a pixel, and a filter byte a row; interlaced images have up to twice as many rows
const largestPixels = largestImage.pixels * (largestImage.pixels * 8 + 2)

/** The compressed pixels without what follows their end; null when they are damaged or more than the largest picture can have. */
function pixelsOf(data: Buffer): Buffer | null {
  try {
    // The types of Node leave out what `info` changes in the answer.
    const { engine } = inflateSync(data, { maxOutputLength: largestPixels, info: true }) as unknown as {
      engine: { bytesWritten: number }
    }
    return data.subarray(0, engine.bytesWritten)
  } catch {
    return null
  }
}

function written({ type, data }: Chunk): Buffer {
  const chunk = Buffer.alloc(data.length + 12)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  chunk.set(data, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8)
  return chunk
}

const count = (chunks: Chunk[], type: string) => chunks.filter((chunk) => chunk.type === type).length

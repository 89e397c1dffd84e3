import { crc32, deflateSync } from 'node:zlib'
import { imagePrefix } from '#schema/image.ts'

type Chunk = [type: string, data: Uint8Array]

/** A PNG of one grey tone, with other chunks than the needed ones when they are given. */
export function png({
  width = 2,
  height = 2,
  before = [],
  after = [],
  pixels = deflateSync(new Uint8Array((width + 1) * height)),
}: { width?: number; height?: number; before?: Chunk[]; after?: Chunk[]; pixels?: Uint8Array } = {}): string {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return pngOf([['IHDR', head], ...before, ['IDAT', pixels], ...after, ['IEND', new Uint8Array()]])
}

/** A PNG of exactly these chunks. */
export const pngOf = (chunks: Chunk[], rest = Buffer.alloc(0)): string =>
  imagePrefix + Buffer.concat([signature, ...chunks.map(bytesOf), rest]).toString('base64')

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

function bytesOf([type, data]: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(named.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  chunk.set(named, 4)
  chunk.writeUInt32BE(crc32(named), named.length + 4)
  return chunk
}

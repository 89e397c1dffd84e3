import { pipeline, type Readable, Transform } from 'node:stream'

/** The same stream, broken off with `error` when it holds more bytes. */
export function limited(stream: Readable, bytes: number, error: () => Error): Readable {
  let seen = 0
  const counted = new Transform({
    transform(chunk: Uint8Array, _, done) {
      seen += chunk.length
      if (seen > bytes) done(error())
      else done(null, chunk)
    },
  })
  // Whoever reads the counted stream learns of its end and its errors there.
  return pipeline(stream, counted, () => {})
}

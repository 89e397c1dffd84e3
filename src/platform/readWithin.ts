import { Readable } from 'node:stream'

/** A text in parts, which ends as broken when nobody takes anything of it for so long: whoever does not read holds what it needs. */
export function readWithin(parts: AsyncIterable<string>, milliseconds: number): Readable {
  async function* taken() {
    for await (const part of parts) {
      const late = setTimeout(() => stream.destroy(new Error('Nobody read on')), milliseconds).unref()
      try {
        yield part
      } finally {
        clearTimeout(late)
      }
    }
  }
  const stream = Readable.from(taken(), { objectMode: false })
  return stream
}

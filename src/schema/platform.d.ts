// The schema runs in browsers and in Node. Both have these; the language library alone does not declare them.
declare function structuredClone<T>(value: T): T

declare function atob(base64: string): string

declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly origin: string
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly host: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly search: string
  readonly hash: string
  readonly searchParams: { keys(): IterableIterator<string> }
}

declare class URLSearchParams {
  constructor(query: string)
  [Symbol.iterator](): IterableIterator<[string, string]>
}

declare class TextDecoder {
  decode(bytes: Uint8Array): string
}

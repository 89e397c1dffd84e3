// The package ships no types; this is the part of it that is used.
declare module 'autocannon' {
  export default function autocannon(options: {
    url: string
    method?: 'GET' | 'POST'
    headers?: Record<string, string>
    body?: string
    requests?: { setupRequest: (request: object) => object }[]
    connections: number
    duration: number
  }): Promise<{
    requests: { average: number }
    latency: { p50: number; p99: number }
    non2xx: number
    errors: number
  }>
}

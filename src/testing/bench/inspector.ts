/** What a process that was started with `--inspect` says of its memory, by Node's own debugging protocol: the product has no endpoint for it. */
export async function inspect(output: string) {
  const address = /ws:\/\/\S+/.exec(output)?.[0]
  if (address === undefined) throw new Error(`No debugger listens:\n${output}`)
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error(`${address} cannot be reached`)))
  })
  let last = 0
  const send = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++last
      socket.addEventListener('message', function heard({ data }) {
        const reply = JSON.parse(String(data)) as {
          id?: number
          result?: unknown
          error?: { message: string }
        }
        if (reply.id !== id) return
        socket.removeEventListener('message', heard)
        if (reply.error) reject(new Error(`${method}: ${reply.error.message}`))
        else resolve(reply.result)
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
  return {
    /** Bytes that are still in use after everything else was collected. */
    async memory(): Promise<{ heapUsed: number; rss: number }> {
      await send('HeapProfiler.collectGarbage')
      const expression = '(({ heapUsed, rss }) => ({ heapUsed, rss }))(process.memoryUsage())'
      const { result } = (await send('Runtime.evaluate', { expression, returnByValue: true })) as {
        result: { value: { heapUsed: number; rss: number } }
      }
      return result.value
    },
    close: () => socket.close(),
  }
}

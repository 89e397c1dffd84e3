import { once } from 'node:events'
import { type Socket, connect } from 'node:net'

export type RawReply = {
  status: number
  headers: Record<string, string>
  text: string
  json: Record<string, unknown>
}

/** The line and headers over a socket, for `fetch` mends what tests want to send. */
export async function send(port: number, lineAndHeaders: string[], body = ''): Promise<RawReply> {
  const [line = '', ...headers] = lineAndHeaders
  const host = headers.some((header) => /^host:/i.test(header)) ? [] : ['Host: localhost']
  const length = body ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
  const all = [`${line} HTTP/1.1`, ...host, ...headers, ...length, 'Connection: close', '', body]
  return parse(
    await received(
      connect(port, '127.0.0.1', function (this: Socket) {
        this.write(all.join('\r\n'))
      }),
    ),
  )
}

export async function received(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  socket.on('error', () => {})
  await once(socket, 'close')
  return text
}

function parse(reply: string): RawReply {
  const [head = '', text = ''] = reply.split('\r\n\r\n')
  const [line = '', ...headers] = head.split('\r\n')
  const pairs = headers.map((header) => [
    header.split(': ')[0]?.toLowerCase() ?? '',
    header.split(': ').slice(1).join(': '),
  ])
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  return {
    status: Number(line.split(' ')[1]),
    headers: Object.fromEntries(pairs) as Record<string, string>,
    text,
    json,
  }
}

import { type DestinationStream, type Logger, pino } from 'pino'
import { cleanMembers } from './cleanRecord.ts'
import { redactText } from './redactUrl.ts'

export type Log = Logger
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/**
 * One JSON line an event, on standard output unless told otherwise. Secrets are taken out however deep they stand in what is
 * logged (OP-02, NT-01).
 */
export function createLog(options: { level: LogLevel; destination?: DestinationStream | undefined }): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (members: object) => cleanMembers(members),
    },
    serializers: { err: (cleaned: unknown) => cleaned },
    hooks: {
      logMethod(this: Log, values: unknown[], write: (...values: [unknown, ...unknown[]]) => void) {
        const [first, ...rest] =
          values[0] instanceof Error ? [{ err: values[0] }, ...values.slice(1)] : values
        // Without a message pino takes the error's, as it stands.
        const words = rest.length > 0 ? rest : messageOf(first)
        write.apply(this, [cleanText(first), ...words.map(cleanText)])
      },
    },
  }
  const log: Log = options.destination ? pino(settings, options.destination) : pino(settings)
  // pino formats what children always carry before any formatter sees it. Children of children inherit this one.
  return Object.assign(log, { child: childOf(log) })
}

/** Called on the child's parent, whichever that is. */
function childOf({ child }: { child: (this: Log, ...values: ChildArguments) => Log }) {
  return function (this: Log, ...[members, its]: ChildArguments): Log {
    return child.call(this, cleanMembers(members), its)
  }
}

type ChildArguments = [members: object, options?: object]

const cleanText = (value: unknown) => (typeof value === 'string' ? redactText(value) : value)

const messageOf = (record: unknown): string[] =>
  typeof record === 'object' && record !== null && 'err' in record && record.err instanceof Error
    ? [record.err.message]
    : []

import { category, type ConfigOf } from './category.ts'
import { days } from './duration.ts'
import { longestSecretLabel, secretLabel } from './secret.ts'
import { choice } from './kinds/choice.ts'
import { text } from './kinds/text.ts'

/** What is asked when a client gets another secret. The secret itself is always generated. */
export const newSecret = category('newSecret', {
  title: 'New secret',
  summary:
    'It is generated and shown once. Secrets work side by side, so that programs change over without a gap.',
  settings: {
    label: text({
      label: 'Label',
      help: 'Where the secret is used, such as “Production, spring 2027”. It stands in the list and in the event log.',
      maxLength: longestSecretLabel,
      check: secretLabel,
    }),
    expiry: choice({
      label: 'Expires',
      help: 'From then on the client is refused with this secret. Two weeks before, the list says so.',
      default: 'oneYear',
      options: {
        oneYear: 'After 1 year',
        days180: 'After 180 days',
        days90: 'After 90 days',
        date: 'After a day that I choose',
        never: 'Never',
      },
    }),
    date: text({
      label: 'Last day',
      help: 'The secret works until this day ends where you are.',
      maxLength: 10,
      isDate: true,
      when: { key: 'expiry', is: 'date' },
    }),
  },
  rules: [
    {
      at: 'date',
      fault: ({ expiry, date }) => {
        if (expiry !== 'date') return undefined
        const end = endOfDay(date)
        if (end === undefined) return 'Choose a day, such as 2027-03-31.'
        return end > Date.now() ? undefined : 'This day is over. Choose a later one.'
      },
    },
  ],
})

type NewSecret = ConfigOf<readonly [typeof newSecret]>['newSecret']

/** The moment from which a secret no longer works, in milliseconds since 1970; null for never. */
export function expiryOf({ expiry, date }: NewSecret, now: number): number | null {
  switch (expiry) {
    case 'never':
      return null
    case 'days90':
      return now + days(90) * 1000
    case 'days180':
      return now + days(180) * 1000
    case 'oneYear':
      return now + days(365) * 1000
    case 'date':
      return endOfDay(date) ?? now
  }
}

/** Midnight after a day as "2027-03-31", in the reader's time zone; undefined for what is no day. */
function endOfDay(date: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  if (year === undefined) return undefined
  const [y, m, d] = [Number(year), Number(month) - 1, Number(day)]
  const start = new Date(y, m, d)
  if (start.getMonth() !== m || start.getDate() !== d) return undefined
  return new Date(y, m, d + 1).getTime()
}

import { z } from 'zod'
import { sealedSecret } from '#schema/kinds/sealedSecret.ts'
import { secret } from '#schema/kinds/secret.ts'
import { help, refused, type Specimens } from './specimen.ts'

const bindPassword = sealedSecret({
  label: 'Bind password',
  help,
  maxLength: 200,
  check: z.string().min(16, 'At least 16 characters.'),
})

const keptSince = Date.UTC(2026, 2, 3, 12)

/** Of the kinds that nobody reads back. */
export const secretSpecimens = {
  secret: {
    plain: {
      setting: secret({
        label: 'Client secret',
        help,
        maxLength: 200,
        check: z.string().refine((typed) => typed === '' || typed.length >= 16, 'At least 16 characters.'),
      }),
      value: '',
      changed: 'a secret of many characters',
      faulty: 'short',
    },
  },
  sealedSecret: {
    plain: {
      setting: bindPassword,
      value: { since: keptSince },
      changed: { since: keptSince, next: 'a secret of many characters' },
      faulty: { since: keptSince, next: 'short' },
    },
    removed: {
      setting: bindPassword,
      value: { since: keptSince },
      changed: { since: keptSince, next: null },
      faulty: { since: keptSince, next: null },
      refusals: { '': refused },
    },
    none: {
      setting: bindPassword,
      value: { since: null },
      changed: { since: null, next: 'a secret of many characters' },
      faulty: { since: null, next: 'short' },
    },
  },
} satisfies Pick<Specimens, 'secret' | 'sealedSecret'>

import { days, hours, minutes } from '#schema/duration.ts'
import { choice } from '#schema/kinds/choice.ts'
import { choices } from '#schema/kinds/choices.ts'
import { code } from '#schema/kinds/code.ts'
import { duration } from '#schema/kinds/duration.ts'
import { grantList } from '#schema/kinds/grantList.ts'
import { image } from '#schema/kinds/image.ts'
import { principal } from '#schema/kinds/principal.ts'
import { rows } from '#schema/kinds/rows.ts'
import { scopeList } from '#schema/kinds/scopeList.ts'
import { text } from '#schema/kinds/text.ts'
import { textList } from '#schema/kinds/textList.ts'
import { toggle } from '#schema/kinds/toggle.ts'
import { uriList } from '#schema/kinds/uriList.ts'
import { z } from 'zod'
import { pictures } from './pictures.ts'
import { secretSpecimens } from './secretSpecimens.ts'
import { help, refused, type Specimens } from './specimen.ts'
import { people } from './standIn.ts'

const days7 = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
  Feast: 'Feast days',
  Eve: 'Days before feast days',
}

export const specimens: Specimens = {
  text: {
    plain: {
      setting: text({
        label: 'Application ID',
        help,
        also: 'Service name',
        maxLength: 40,
        example: 'siem-reader',
        check: z.string().regex(/^[\w-]*$/, 'Use letters, digits, _ and -.'),
      }),
      value: 'siem-reader',
      changed: 'siem-reader-2',
      faulty: 'siem reader',
    },
    multiline: {
      setting: text({ label: 'Description', help, maxLength: 60, multiline: true }),
      value: 'Reads events for the night shift.\nAsk Ada before you change it.',
      changed: 'Reads events.',
      faulty: 'Reads events for the night shift, and for the day shift too, and says so at length.',
    },
    date: {
      setting: text({
        label: 'Expires on',
        help,
        maxLength: 10,
        isDate: true,
        check: z.string().refine((day) => day === '' || day >= '2026-01-01', 'Choose a day that is to come.'),
      }),
      value: '2027-03-31',
      changed: '2027-12-31',
      faulty: '1999-12-31',
    },
  },
  code: {
    plain: {
      setting: code({ label: 'Claims script', help, language: 'JavaScript', maxLength: 120 }),
      value: 'setClaim("mail", LoginUser.Get("mail"))\nsetClaimArray("roles", LoginUser.RoleNames)',
      changed: 'setClaim("mail", LoginUser.Get("mail"))',
      faulty: `// ${'Too long to be kept. '.repeat(6)}\nsetClaim("mail", "")`,
    },
  },
  toggle: {
    plain: {
      setting: toggle({ label: 'Issue refresh tokens', help, default: false }),
      value: true,
      changed: false,
      faulty: true,
      refusals: { '': refused },
    },
  },
  choice: {
    plain: {
      setting: choice({
        label: 'Token type',
        help,
        default: 'jwt',
        options: { jwt: 'JWT, signed with RS256', opaque: 'Opaque' },
      }),
      value: 'jwt',
      changed: 'opaque',
      faulty: 'opaque',
      refusals: { '': refused },
    },
    list: {
      setting: choice({ label: 'Day of the report', help, default: 'Mon', options: days7 }),
      value: 'Tue',
      changed: 'Sun',
      faulty: 'Feast',
      refusals: { '': refused },
    },
  },
  choices: {
    plain: {
      setting: choices({
        label: 'Auth methods',
        help,
        default: [],
        options: {
          code: 'Auth Code',
          implicit: 'Implicit',
          clientCreds: 'Client Creds',
          owner: 'Resource Owner',
        },
      }),
      value: ['code', 'clientCreds'],
      changed: ['code'],
      faulty: ['implicit'],
      refusals: { '': refused },
    },
    long: {
      setting: choices({ label: 'Days', help, default: [], options: days7 }),
      value: ['Mon', 'Wed'],
      changed: ['Mon', 'Wed', 'Fri'],
      faulty: ['Sun'],
      refusals: { '': refused },
    },
  },
  duration: {
    plain: {
      setting: duration({
        label: 'Token lifetime',
        help,
        default: hours(5),
        min: minutes(1),
        max: days(30),
      }),
      value: days(1) + hours(12),
      changed: hours(1) + minutes(30),
      faulty: days(31),
    },
  },
  textList: {
    plain: {
      setting: textList({
        label: 'Allowed clients',
        help,
        itemLabel: 'client',
        item: z.string().trim().min(1, 'Name the client, or remove the row.'),
      }),
      value: ['siem', 'dashboard'],
      changed: ['siem', 'dashboard', 'report'],
      faulty: ['siem', '', 'siem'],
    },
  },
  uriList: {
    plain: {
      setting: uriList({ label: 'Redirect URIs', help, itemLabel: 'redirect URI' }),
      value: ['https://dashboard.acme.test/callback'],
      changed: ['https://dashboard.acme.test/callback', 'http://localhost:3000/callback'],
      faulty: ['http://dashboard.acme.test/callback', 'https://dashboard.acme.test/*'],
    },
  },
  scopeList: {
    plain: {
      setting: scopeList({ label: 'Scope definitions', help, also: 'REST Regex' }),
      value: [{ name: 'siem', description: 'Reads events', patterns: ['Redrock/query', 'Core/.*'] }],
      changed: [{ name: 'siem', description: '', patterns: ['Redrock/query'] }],
      faulty: [{ name: 'siem reader', description: 'y'.repeat(501), patterns: ['Redrock/(query'] }],
    },
    names: {
      setting: scopeList({ label: 'Scope definitions', help, patterns: false }),
      value: [
        { name: 'read', description: 'Reads accounts and what was booked on them', patterns: [] },
        { name: 'write', description: '', patterns: [] },
        { name: 'close', description: '', patterns: [] },
        { name: 'audit', description: 'For auditors', patterns: [] },
      ],
      changed: [{ name: 'read', description: '', patterns: [] }],
      faulty: [
        { name: 'read', description: '', patterns: [] },
        { name: 'write', description: '', patterns: [] },
        { name: 'close', description: '', patterns: [] },
        { name: 'read', description: '', patterns: [] },
      ],
    },
  },
  grantList: {
    plain: {
      setting: grantList({ label: 'Permissions', help }),
      value: [
        { ...people.role, rights: ['View', 'Run'] },
        { ...people.user, rights: ['Grant', 'View', 'Manage'] },
      ],
      changed: [{ ...people.role, rights: ['Run'] }],
      faulty: [
        { ...people.role, rights: [] },
        { ...people.user, rights: ['Run'] },
        { ...people.user, rights: ['View'] },
      ],
    },
  },
  ...secretSpecimens,
  principal: {
    plain: {
      setting: principal({ label: 'Service user', help, principal: 'User' }),
      value: people.user.id,
      changed: people.otherUser.id,
      faulty: people.otherUser.id,
      refusals: { '': 'This user is disabled.' },
    },
    role: {
      setting: principal({ label: 'Role of the client', help, principal: 'Role' }),
      value: people.role.id,
      changed: '',
      faulty: '',
      refusals: { '': 'Choose a role.' },
    },
    group: {
      setting: principal({ label: 'Group of approvers', help, principal: 'Group' }),
      value: people.group.id,
      changed: '',
      faulty: 'gone',
      refusals: { '': 'There is no such group any more. Choose another.' },
    },
  },
  rows: {
    plain: {
      setting: rows({
        label: 'Attribute mappings',
        help,
        nameOf: 'attribute',
        itemLabel: 'mapping',
        none: 'Nothing is taken over.',
        most: 60,
        columns: {
          attribute: text({
            label: 'Attribute',
            help,
            maxLength: 20,
            check: z.string().min(1, 'Name the attribute.'),
          }),
          claim: text({ label: 'Claim', help, maxLength: 60, example: 'mail' }),
          multiple: toggle({ label: 'Several values', help, default: false }),
        },
      }),
      value: [
        { attribute: 'mail', claim: 'email', multiple: false },
        { attribute: 'memberOf', claim: 'groups', multiple: true },
      ],
      changed: [{ attribute: 'mail', claim: 'emailaddress', multiple: false }],
      faulty: [
        { attribute: 'mail', claim: 'email', multiple: false },
        { attribute: 'mail', claim: 'e'.repeat(70), multiple: false },
        { attribute: '', claim: '', multiple: true },
      ],
      refusals: { '.0': 'The provider does not send this attribute.' },
    },
  },
  image: {
    plain: {
      setting: image({ label: 'Logo', help }),
      value: pictures.square,
      changed: pictures.disc,
      faulty: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAAC',
    },
  },
}

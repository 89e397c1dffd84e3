/** What seeded names are made of: enough for a search to find a handful, a few percent or nothing. Some of them are beyond ASCII, as names are. */

const areas = [
  'Payroll',
  'Billing',
  'Warehouse',
  'Travel',
  'Fleet',
  'Recruiting',
  'Treasury',
  'Support',
  'Zürich',
  'Procurement',
  'Élan',
  'Laboratory',
  'Audit',
  'Newsletter',
  'Checkout',
  'Inventory',
  'Loyalty',
  'Risk',
  'Sales',
  'Training',
]

const things = [
  'export',
  'archive',
  'dashboard',
  'gateway',
  'importer',
  'ledger',
  'monitor',
  'planner',
  'portal',
  'reports',
  'scanner',
  'search',
  'sync',
  'vault',
  'workflow',
  'forecast',
  'intake',
  'bridge',
  'catalogue',
  'messenger',
]

const givenNames = [
  'Ada',
  'Grace',
  'Edsger',
  'Barbara',
  'Zoë',
  'Alan',
  'Radia',
  'Niklaus',
  'Frances',
  'Donald',
  'Jean',
  'Tony',
  'Karen',
  'Robin',
  'Margaret',
  'Dennis',
]

const familyNames = [
  'Lovelace',
  'Hopper',
  'Dijkstra',
  'Liskov',
  'Müller',
  'Turing',
  'Perlman',
  'Wirth',
  'Allen',
  'Knuth',
  'Bartik',
  'Hoare',
  'Jones',
  'Milner',
  'Hamilton',
  'Ritchie',
  'Šimić',
  'Kernighan',
  'Sammet',
]

/** Each word meets each of the other list before a pair comes again. */
const pair = (first: readonly string[], second: readonly string[], index: number): string =>
  `${first[index % first.length] ?? ''} ${second[Math.floor(index / first.length) % second.length] ?? ''}`

/** `Payroll export 0000017`. The number makes it unique. */
export const thingNamed = (index: number) => `${pair(areas, things, index)} ${numbered(index)}`

export const personNamed = (index: number) => pair(givenNames, familyNames, index)

export const areaOf = (index: number) => areas[index % areas.length] ?? ''

export const numbered = (index: number) => String(index).padStart(7, '0')

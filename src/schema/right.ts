/** Administrative rights by their file name on the wire: /lib/rights/<file>.json (contract.md 6.1). */
export const rights = {
  adminportallogin: 'Admin Portal Login',
  appman: 'Application Management',
  dsman: 'User Management',
  rouserman: 'User Management, read only',
  roleman: 'Role Management',
  roroleman: 'Role Management, read only',
  fedman: 'Federation Management',
  monitor: 'Read Only System Administration',
  reportman: 'Report Management',
  mfaunlock: 'MFA Unlock',
  identityverification: 'Identity Verification',
  radiusman: 'Radius Management',
  proxycode: 'Register and Administer Connectors',
  sharedcredentials: 'Shared Credentials',
  agentmanjoin: 'System Enrollment',
  vaultman: 'Vault Management',
  mobman: 'Device Management',
  // Ours: the vendor's contract has no reviews
  accessreview: 'Access Review',
} as const

export type Right = keyof typeof rights

export const rightPath = (right: Right) => `/lib/rights/${right}.json`

/** Reads a right's path without regard to case; undefined for an unknown one. */
export function rightAt(path: string): Right | undefined {
  const file = /^\/?lib\/rights\/([a-z]+)\.json$/i.exec(path.trim())?.[1]?.toLowerCase()
  return file !== undefined && file in rights ? (file as Right) : undefined
}

/** Who may look at applications that nobody gave them a permission on. */
export const applicationReaders = ['appman', 'monitor'] as const satisfies Right[]

/** Who may look at users. */
export const userReaders = ['dsman', 'rouserman', 'monitor'] as const satisfies Right[]

/** Who may look at roles. */
export const roleReaders = ['roleman', 'roroleman', 'monitor'] as const satisfies Right[]

/** Who may look at groups: whoever may look at the users in them, or at the roles that they are in. */
export const groupReaders = ['dsman', 'rouserman', ...roleReaders] as const satisfies Right[]

/** Who may look at identity providers and at the rules that lead to them. */
export const federationReaders = ['fedman', 'monitor'] as const satisfies Right[]

/** Who may look at security devices. */
export const deviceReaders = ['mobman', 'monitor'] as const satisfies Right[]

/** Who may look at the audit log. */
export const eventReaders = ['monitor', 'reportman'] as const satisfies Right[]

/** Who may ask which directories there are and look in them; the rows follow the rights over what is found (contract.md 6.2). */
export const directoryReaders = [
  'adminportallogin',
  'appman',
  'dsman',
  'rouserman',
  'roleman',
  'roroleman',
  'fedman',
  'monitor',
] as const satisfies Right[]

/** What queries and versions show follows these: whoever holds none of them sees little but themselves. */
export const rowReaders = [
  'monitor',
  'reportman',
  'appman',
  'fedman',
  'mobman',
  ...groupReaders,
] as const satisfies Right[]

/** Built-in roles and the rights they hold. A System Administrator may do everything. */
export const builtInRoles = {
  sysadmin: { name: 'System Administrator', description: 'May do everything in this tenant.' },
  everybody: {
    name: 'Everybody',
    description: 'Every user except service users. Its members cannot be changed by hand.',
  },
  invited: { name: 'Invited Users', description: 'People who have been invited and have not signed in yet.' },
  readonlyadmin: {
    name: 'Read only Administrator',
    description: 'May look at everything and change nothing.',
  },
  supportstaff: {
    name: 'Support',
    description: 'Looks at configurations and the audit log to say why something fails. Changes nothing.',
  },
  securityreviewer: {
    name: 'Security Reviewer',
    description: 'Looks at who may do what, and decides in access reviews. Changes nothing else.',
  },
} as const

export type BuiltInRole = keyof typeof builtInRoles

/** What those hold whose rights are fixed: what they may do is what their names say. */
export const builtInRoleRights: Partial<Record<BuiltInRole, readonly Right[]>> = {
  sysadmin: Object.keys(rights) as Right[],
  readonlyadmin: ['adminportallogin', 'monitor', 'rouserman', 'roroleman'],
  supportstaff: ['adminportallogin', 'monitor'],
  securityreviewer: ['adminportallogin', 'monitor', 'accessreview'],
}

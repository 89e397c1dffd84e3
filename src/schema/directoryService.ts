/** The cloud directory's id, the same in every tenant (contract.md 4.4). */
export const cloudDirectory = '09B9A9B0-6CE8-465F-AB03-65766D33B05E'

/** That of the people who sign in elsewhere. */
export const federatedDirectory = 'C30B30B1-0B46-49AC-8D99-F6279EED7999'

/** As the vendor's clients tell directories apart. */
export type DirectoryKind = 'CDS' | 'FDS' | 'AdProxy' | 'LdapProxy' | 'GDS'

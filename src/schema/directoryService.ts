/** The cloud directory's id, the same in every tenant (contract.md 4.4). */
export const cloudDirectory = '09B9A9B0-6CE8-465F-AB03-65766D33B05E'

/** The directories of a tenant, as the vendor's clients tell them apart: by kind, and by the name that Config has. */
export const directoryServices = [
  { service: 'CDS', uuid: cloudDirectory, name: 'Cloud Directory' },
  { service: 'FDS', uuid: 'C30B30B1-0B46-49AC-8D99-F6279EED7999', name: 'Federated Directory' },
] as const

/** The cloud directory's id, the same in every tenant (contract.md 4.4). */
export const cloudDirectory = '09B9A9B0-6CE8-465F-AB03-65766D33B05E'

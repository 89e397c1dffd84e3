/** What a list can be used without for a moment. */
export { BulkBar } from './bulk/BulkBar.tsx'
export { RowBox } from './bulk/RowBox.tsx'
export { ListTools } from './ListTools.tsx'

/** The tables of security devices, and of what they received. */
export type DeviceTables = {
  device: DeviceTable
  device_health: DeviceHealthTable
  /** The newest events that a device received. */
  device_event: DeviceEventTable
  /** How many came of each hour, and how long the slowest took. */
  device_hour: { device_id: string; hour: number; events: number; longest_lag: number | null }
}

type DeviceTable = {
  id: string
  name: string
  name_key: string
  sort_key: string
  server: string
  polling: number
  /** All settings but those that have a column. */
  config: string
  version: number
  created_at: number
  updated_at: number
}

/** How far a device has read, and how it went. */
type DeviceHealthTable = {
  device_id: string
  next_poll_at: number
  /** Everything up to here has been read. */
  cursor: number
  /** The page that a poll was at which did not come to its end, as JSON; null otherwise. */
  position: string | null
  /** When a poll last came to its end without a failure. */
  last_success_at: number | null
  last_failure_at: number | null
  /** Of the last poll, as JSON; null when it went well. */
  failure: string | null
  /** Failures in a row. */
  failures: number
  newest_event_at: number | null
  /** When the client secret expires, where that is known. */
  secret_expires_at: number | null
}

type DeviceEventTable = {
  device_id: string
  event_id: string
  /** When it happened, as its tenant says. */
  at: number
  received_at: number
  event_type: string
  user_name: string
  address: string
}

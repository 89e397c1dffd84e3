import type { DeviceStep } from './device/steps.ts'
import type { TroubleId } from './troubles/catalogue.ts'

/** What each step of a security device means when it fails. */
export const troubleOfStep: Record<DeviceStep, TroubleId> = {
  reach: 'T29',
  application: 'T3',
  secret: 'T1',
  method: 'T6',
  run: 'T7',
  scope: 'T4',
  query: 'T13',
  rows: 'T14',
}

import type { DeviceScreen, DeviceStep } from '#schema/device/steps.ts'

/** Why a device gets no events. */
export type DeviceFailure = {
  step: DeviceStep
  seen: string
  expected: string
  cure: string
  /** Which screen mends it. */
  screen: DeviceScreen
}

export class DeviceFault extends Error {
  override readonly name = 'DeviceFault'
  readonly failure: DeviceFailure

  constructor(failure: DeviceFailure, cause?: unknown) {
    super(failure.seen, { cause })
    this.failure = failure
  }
}

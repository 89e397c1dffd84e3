import type { Result } from '#console/api/call.ts'

export const stepsDone = (steps: Result<'firstSteps'>): number =>
  Object.values(steps).filter((done) => done).length

/** Header of a call that changes something: why somebody does it. It is kept with the version and in the event. */
export const reasonHeader = 'x-gatewright-reason'

/** Letters of a reason. */
export const mostReason = 500

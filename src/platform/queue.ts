type Limits = {
  running: number
  waiting: number
  /** How many of those who come behind may wait. */
  behind?: number
  /** What one sharer may have of all that. */
  each?: { running: number; waiting: number }
}

/** Where in the line a task stands. */
export type Place = {
  /** After everybody who does not say so. */
  behind?: boolean
  /** Whose task it is. */
  sharer?: string
  /** Those of one name come in turn with those of others, and fill no more than half of the line. */
  turn?: string
}

type Waiting = { place: Place; begin: () => void }

/**
 * Runs a few tasks at a time, lets a bounded number wait in order, and refuses the rest at once. Each sharer has a share at most, so that
 * one who asks for much leaves room for the others.
 */
export class Queue {
  readonly #limits: Required<Limits>
  readonly #running: Place[] = []
  readonly #waiting: Waiting[] = []
  /** Names in the order in which they had their last turn; those that wait no more are left out. */
  #turns: string[] = []

  constructor(limits: Limits) {
    const { running, waiting } = limits
    this.#limits = { behind: waiting, each: { running, waiting }, ...limits }
  }

  async add<Result>(task: () => Promise<Result>, place: Place = {}): Promise<Result> {
    // Nobody who waits is passed: while there is room, whoever waits has a share that is running already
    if (this.#hasRoomFor(place)) this.#running.push(place)
    else await this.#wait(place)
    try {
      return await task()
    } finally {
      this.#running.splice(this.#running.indexOf(place), 1)
      this.#next()
    }
  }

  #hasRoomFor({ sharer }: Place): boolean {
    const { running, each } = this.#limits
    return this.#running.length < running && sharesOf(this.#running, sharer) < each.running
  }

  async #wait(place: Place): Promise<void> {
    const { behind = false, sharer, turn } = place
    const { waiting, each, ...limits } = this.#limits
    const places = this.#waiting.map((one) => one.place)
    if (sharesOf(places, sharer) >= each.waiting) throw new Busy('Too many requests of yours are waiting.')
    const ahead = places.filter((one) => (one.behind ?? false) === behind)
    if (turn !== undefined && ahead.filter((one) => one.turn === turn).length >= waiting / 2) throw new Busy()
    if (ahead.length >= (behind ? limits.behind : waiting)) throw new Busy()
    await new Promise<void>((begin) => this.#waiting.push({ place, begin }))
  }

  #next(): void {
    const able = this.#waiting.filter(({ place }) => this.#hasRoomFor(place))
    const first = able.filter(({ place }) => !place.behind)
    const next = this.#longestWithoutTurn(first) ?? able[0]
    if (!next) return
    this.#waiting.splice(this.#waiting.indexOf(next), 1)
    this.#running.push(next.place)
    this.#hadTurn(next.place.turn)
    next.begin()
  }

  /** The first in line of whoever had no turn yet, else of who had it the longest ago. */
  #longestWithoutTurn(able: readonly Waiting[]): Waiting | undefined {
    const last = ({ place: { turn } }: Waiting) => (turn === undefined ? -1 : this.#turns.indexOf(turn))
    return able.reduce<Waiting | undefined>(
      (best, one) => (best === undefined || last(one) < last(best) ? one : best),
      undefined,
    )
  }

  #hadTurn(turn: string | undefined): void {
    const waiting = new Set(this.#waiting.map(({ place }) => place.turn))
    this.#turns = this.#turns.filter((one) => one !== turn && waiting.has(one))
    if (turn !== undefined) this.#turns.push(turn)
  }
}

/** Who has no sharer shares with nobody. */
const sharesOf = (places: readonly Place[], wanted: string | undefined) =>
  wanted === undefined ? 0 : places.filter(({ sharer }) => sharer === wanted).length

/** Too much at once; answered with 503 and Retry-After. */
export class Busy extends Error {
  constructor(message = 'Too many requests are waiting.') {
    super(message)
    this.name = 'Busy'
  }
}

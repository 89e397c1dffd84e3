/** Counters of one day each, in UTC. `day` is the moment at which it began. Ids and names are as they were then; an empty one is nothing, or everything beyond what is told apart. */
export type UsageTables = {
  /** Calls of the tenant API with a token, under each scope that opened them (usage/usage.ts). */
  call_count: Counted & { path: string; calls: number }
  /** Tokens, where `scope` is empty; else those that were asked for by name with the scope, and those that were given with it. */
  token_count: Counted & { way: string; asked: number; given: number }
}

type Counted = { application_id: string; client_id: string; scope: string; day: number }

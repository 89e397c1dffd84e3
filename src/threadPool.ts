import { availableParallelism } from 'node:os'

/**
 * Signing runs in the pool of libuv. As many threads as there are cores would take turns with the one that answers: one less lets both run, and gives a
 * quarter more tokens a second on two cores. Read when the pool is first used, so this comes before everything else.
 */
process.env['UV_THREADPOOL_SIZE'] ??= String(Math.max(1, availableParallelism() - 1))

import type { FastifyInstance } from 'fastify'
import { keyStates } from '#schema/keyRotation.ts'
import { keyLives } from '../oauth/keys/changeKeys.ts'
import { cancelKey, lastCancel } from '../oauth/keys/cancelKey.ts'
import { stateAt, type KeyLife } from '../oauth/keys/keyLife.ts'
import { replaceKeys } from '../oauth/keys/replaceKeys.ts'
import { earliestTakeOver, nextByItself, rotateKeys, rotateWhenDue } from '../oauth/keys/rotateKeys.ts'
import { changeRotationPeriod, rotationPeriod } from '../oauth/keys/rotationPeriod.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** The signing keys: when each comes and goes, and all that can be done about it. Never a private half. */
export function keyRoutes(app: FastifyInstance, tenant: Tenant): void {
  const { read } = tenant.database

  on(app, tenant, 'keysList', async () => {
    const now = tenant.clock()
    const [lives, everyDays] = await Promise.all([keyLives(read), rotationPeriod(read)])
    return {
      now,
      keys: inOrderOfState(lives, now).map((life) => ({
        kid: life.kid,
        state: stateAt(life, now),
        publishedFrom: life.publishedFrom,
        signsFrom: life.signsFrom,
        stopsSigningAt: life.stopsAt,
        leavesAt: life.leavesAt,
        cancelUntil: stateAt(life, now) === 'upcoming' ? life.signsFrom - lastCancel : null,
      })),
      everyDays,
      nextByItself: nextByItself(lives, { everyDays, at: now }),
      earliest: earliestTakeOver(lives, now),
    }
  })

  on(app, tenant, 'keysRotate', ({ params, by }) =>
    rotateKeys(tenant, { by, signsFrom: params.signsFrom ?? null }),
  )

  on(app, tenant, 'keysReplace', ({ params, by }) => replaceKeys(tenant, { by, kid: params.kid }))

  on(app, tenant, 'keysSchedule', async ({ params, by }) => {
    await changeRotationPeriod(tenant, { by, everyDays: params.everyDays })
    await rotateWhenDue(tenant, by)
    return null
  })

  on(app, tenant, 'keysCancel', async ({ params, by }) => {
    await cancelKey(tenant, { by, kid: params.kid })
    return null
  })
}

/** What is to come and what signs before what was; among those of one state the newest first. */
const inOrderOfState = (lives: readonly KeyLife[], now: number) => {
  const rank = (life: KeyLife) => keyStates.indexOf(stateAt(life, now))
  return lives.toSorted((a, b) => rank(a) - rank(b))
}

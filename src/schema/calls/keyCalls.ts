import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { keyStates, rotationDays } from '../keyRotation.ts'
import { nothing, nothingBack, short, text } from './values.ts'

const signingKey = z.object({
  kid: text,
  state: z.enum(keyStates),
  publishedFrom: z.number(),
  signsFrom: z.number(),
  /** Null while no newer key is there to take over. */
  stopsSigningAt: z.number().nullable(),
  leavesAt: z.number().nullable(),
  /** Null for a key that cannot be taken back. */
  cancelUntil: z.number().nullable(),
})

/** Signing keys. Ours. */
export const keyCalls = {
  keysList: read('/Gatewright/Keys/List', {
    about: 'List the signing keys and when each comes and goes.',
    access: anyOf('monitor'),
    risk: 'low',
    request: nothing,
    /** All moments in milliseconds since 1970. */
    response: z.object({
      now: z.number(),
      keys: z.array(signingKey),
      /** 0 for never. */
      everyDays: z.number(),
      nextByItself: z.number().nullable(),
      /** The earliest moment at which a newer key may take over. */
      earliest: z.number(),
    }),
  }),
  keysRotate: write('/Gatewright/Keys/Rotate', {
    about: 'Publish a new signing key, or say when the one that waits takes over.',
    access: anyOf(),
    risk: 'takesOver',
    /** Without a moment, as soon as it may. */
    recentProof: 'always',
    request: z.object({ signsFrom: z.int().nullish() }),
    response: z.object({ kid: text, signsFrom: z.number() }),
  }),
  keysReplace: write('/Gatewright/Keys/Replace', {
    about: 'Revoke every signing key and sign with a new one from now on.',
    access: anyOf(),
    risk: 'takesOver',
    /** The key that signs now. */
    recentProof: 'always',
    request: z.object({ kid: short }),
    response: z.object({ kid: text }),
  }),
  keysSchedule: write('/Gatewright/Keys/Schedule', {
    about: 'Say how often a new signing key takes over by itself.',
    access: anyOf(),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({ everyDays: rotationDays }),
    response: nothingBack,
  }),
  keysCancel: write('/Gatewright/Keys/Cancel', {
    about: 'Take back a signing key that does not sign yet.',
    access: anyOf(),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({ kid: short }),
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>

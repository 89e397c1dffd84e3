import { z } from 'zod'
import { anyLogin, read, write, type Endpoint } from '../endpoint.ts'
import { upTo } from '../upTo.ts'
import { nothing, nothingBack, short, text, textMap } from './values.ts'

const draftHead = z.object({ id: text, kind: text, title: text, updatedAt: z.number() })

/** Unfinished forms. Ours. */
export const draftCalls = {
  draftsSave: write('/Gatewright/Drafts/Save', {
    about: 'Keep an unfinished form of one’s own.',
    access: anyLogin,
    risk: 'low',
    request: z.object({ id: upTo(100), kind: upTo(100), title: upTo(300), body: textMap }),
    response: z.object({ updatedAt: z.number() }),
  }),
  draftsGet: read('/Gatewright/Drafts/Get', {
    about: 'Read an unfinished form of one’s own.',
    access: anyLogin,
    risk: 'low',
    request: z.object({ id: short }),
    response: draftHead.extend({ body: textMap }).nullable(),
  }),
  draftsList: read('/Gatewright/Drafts/List', {
    about: 'List one’s own unfinished forms.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: z.array(draftHead.extend({ gone: z.boolean() })),
  }),
  draftsDelete: write('/Gatewright/Drafts/Delete', {
    about: 'Delete an unfinished form of one’s own.',
    access: anyLogin,
    risk: 'low',
    request: z.object({ id: short }),
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>

import { redirectUri } from '../redirectUri.ts'
import type { Base, Kind, Spec } from './kind.ts'
import { distinctTexts, listOfTexts } from './textList.ts'

export type UriList = Base<'uriList', string[]> & { itemLabel: string }

export const uriList = (spec: Spec<UriList, 'default'>): UriList => ({
  default: [],
  ...spec,
  kind: 'uriList',
  schema: distinctTexts(redirectUri),
})

export const uriListKind: Kind<UriList> = listOfTexts

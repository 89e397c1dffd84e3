import { redirectUri, redirectUriOfApps } from '../redirectUri.ts'
import type { Base, Kind, Spec } from './kind.ts'
import { distinctTexts, listOfTexts } from './textList.ts'

export type UriList = Base<'uriList', string[]> & {
  itemLabel: string
  /** Schemes of native apps as well. */
  ofApps?: true
}

export const uriList = (spec: Spec<UriList, 'default'>): UriList => ({
  default: [],
  ...spec,
  kind: 'uriList',
  schema: distinctTexts(spec.ofApps ? redirectUriOfApps : redirectUri),
})

export const uriListKind: Kind<UriList> = listOfTexts

import { z } from 'zod'
import { image as imageSchema, largestImage } from '../image.ts'
import { asItIs, noNames, whole, type Base, type Kind, type Spec } from './kind.ts'
import { setOrNot } from './secret.ts'

/** A small picture, as the data URL of a PNG; empty while there is none. */
export type ImageSetting = Base<'image', string>

export const image = (spec: Spec<ImageSetting, 'default'>): ImageSetting => ({
  default: '',
  ...spec,
  kind: 'image',
  schema: imageSchema,
})

export const imageKind: Kind<ImageSetting> = {
  shape: () => z.string(),
  format: setOrNot,
  ...asItIs,
  bounds: () =>
    `At most ${largestImage.pixels} × ${largestImage.pixels} pixels and ${largestImage.characters / 1024} KB`,
  names: noNames,
  outsideForm: whole,
  changed: ({ before, after }, { label }) => [
    { label, before: setOrNot(before), after: before && after ? 'Another image' : setOrNot(after) },
  ],
}

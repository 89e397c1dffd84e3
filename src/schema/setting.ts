import type { z } from 'zod'
import { choiceKind, type Choice } from './kinds/choice.ts'
import { choicesKind, type Choices } from './kinds/choices.ts'
import { codeKind, type Code } from './kinds/code.ts'
import { durationKind, type Duration } from './kinds/duration.ts'
import { grantListKind, type GrantList } from './kinds/grantList.ts'
import { imageKind, type ImageSetting } from './kinds/image.ts'
import { whole, type Change, type ChangeInWords, type Kind, type Name } from './kinds/kind.ts'
import { principalKind, type Principal } from './kinds/principal.ts'
import { rowsKind, type Rows } from './kinds/rows.ts'
import { scopeListKind, type ScopeList } from './kinds/scopeList.ts'
import { sealedSecretKind, type SealedSecret } from './kinds/sealedSecret.ts'
import { secretKind, type Secret } from './kinds/secret.ts'
import { textKind, type Text } from './kinds/text.ts'
import { textListKind, type TextList } from './kinds/textList.ts'
import { toggleKind, type Toggle } from './kinds/toggle.ts'
import { uriListKind, type UriList } from './kinds/uriList.ts'

export type Setting =
  | Text
  | Code
  | Toggle
  | Choice
  | Choices
  | Duration
  | TextList
  | UriList
  | ScopeList
  | GrantList
  | Secret
  | SealedSecret
  | Principal
  | Rows
  | ImageSetting

/** The kinds by name: one that is missing, or lacks a part, does not compile. */
const kinds = {
  text: textKind,
  code: codeKind,
  toggle: toggleKind,
  choice: choiceKind,
  choices: choicesKind,
  duration: durationKind,
  textList: textListKind,
  uriList: uriListKind,
  scopeList: scopeListKind,
  grantList: grantListKind,
  secret: secretKind,
  sealedSecret: sealedSecretKind,
  principal: principalKind,
  rows: rowsKind,
  image: imageKind,
} satisfies { [S in Setting as S['kind']]: Kind<S> }

// The map pairs each kind with its own functions; TypeScript does not follow the index.
const kindOf = (setting: Setting) => kinds[setting.kind] as Kind<Setting>

/** What a value of the kind looks like, before any rule about it. */
export const shapeOf = (setting: Setting): z.ZodType => kindOf(setting).shape(setting)

/** How a value reads to a person: review, change log, audit view, reference. */
export const format = (setting: Setting, value: unknown): string =>
  kindOf(setting).format(value as never, setting)

/** What is accepted, in words; null when there is nothing to say. */
export const boundsOf = (setting: Setting): string | null => kindOf(setting).bounds(setting)

/** The names in a value. */
export const namesIn = (setting: Setting, value: unknown): Name[] =>
  kindOf(setting).names(value as never, setting)

/** What of a value may be kept outside the form. */
export const outsideForm = (setting: Setting, value: unknown): unknown =>
  kindOf(setting).outsideForm(value as never)

/** Whether no draft may store the setting. */
export const isSecret = (setting: Setting): boolean => kindOf(setting).outsideForm !== whole

/** Whether null removes the value, which for other kinds says nothing. */
export const nullRemoves = (setting: Setting): boolean => kindOf(setting).nullRemoves ?? false

/** How a change of the setting reads. */
export const changed = (setting: Setting, { before, after }: Change): ChangeInWords[] =>
  kindOf(setting).changed({ before, after } as never, setting)

/** A value as the vendor's payload carries it. */
export const encode = (setting: Setting, value: unknown): unknown =>
  kindOf(setting).encode(value as never, setting)

/** A value from there. What cannot be read stays as it is, for the setting's own schema to say what is wrong. */
export const decode = (setting: Setting, wire: unknown): unknown => kindOf(setting).decode(wire, setting)

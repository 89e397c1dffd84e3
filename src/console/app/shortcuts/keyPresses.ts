import { isHeld, type Shortcut } from './shortcuts.ts'

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'timeStamp'>

/** For the second key of two, in ms. */
const pause = 2000

/** Tells which shortcut has been pressed, key after key. */
export function keyPresses() {
  let begun: { keys: string[]; at: number } | undefined
  return {
    press(shortcuts: readonly Shortcut[], event: Pressed, mayBeSingle: boolean): Shortcut | undefined {
      // Shift is on its way to another key.
      if (event.key === 'Shift') return undefined
      const before = begun && event.timeStamp - begun.at < pause ? begun.keys : []
      const keys = [...before, nameOf(event)]
      begun = undefined
      const fitting = shortcuts.filter(
        (shortcut) =>
          (mayBeSingle || isHeld(shortcut)) && keys.every((key, index) => key === shortcut.keys[index]),
      )
      const found = fitting.find((shortcut) => shortcut.keys.length === keys.length)
      if (!found && fitting.length > 0) begun = { keys, at: event.timeStamp }
      return found
    },
  }
}

function nameOf({ key, ctrlKey, metaKey, altKey }: Pressed): string {
  if (altKey) return ''
  return `${ctrlKey || metaKey ? 'Mod+' : ''}${key.toLowerCase()}`
}

import { Palette } from './palette/Palette.tsx'
import { Shortcuts } from './shortcuts/Shortcuts.tsx'

/** What keys open: the palette, with what was typed while it was loaded, and shortcuts. */
export const Keys = ({ begun, onClose }: { begun: string | null; onClose: () => void }) => (
  <>
    <Shortcuts />
    {begun !== null && <Palette begun={begun} onClose={onClose} />}
  </>
)

/** How a form brings a setting before the person's eyes. */
export type FaultPlaces = {
  /** Brings the setting's category onto the screen. */
  goTo: (category: string) => void
  /** Asks for the focus: "tokens.tokenLifetime". */
  want: (path: string) => void
}

/** Lets the browser save a file under what it holds and the day, and gives that name. */
export function saveFile(file: Blob, { what, ending }: { what: string; ending: string }): string {
  const name = `${what}-${new Date().toISOString().slice(0, 10)}.${ending}`
  const href = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href, download: name }).click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
  return name
}

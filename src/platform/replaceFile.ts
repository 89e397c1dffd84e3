import { open, rename } from 'node:fs/promises'

/** Puts a text in the place of a file: after a crash there is the old one or the new one, whole. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.new`
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, path)
}

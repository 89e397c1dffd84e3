import type { Page } from 'playwright'

type Noting = { painted?: number[] }

/**
 * Notes of the next `most` events of this kind how long it takes until what it has changed is painted, which is what INP is made of. With a
 * `selector` it is painted when there is such an element.
 */
export const notePaints = (
  page: Page,
  { kind, most, selector = 'body' }: { kind: 'keydown' | 'click'; most: number; selector?: string },
): Promise<void> =>
  page.evaluate(
    ({ kind, most, selector }) => {
      const noted: number[] = []
      ;(window as Noting).painted = noted
      const afterPaint = (done: () => void) => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', done, { once: true })
        port1.start()
        port2.postMessage(null)
      }
      let events = 0
      const note = ({ timeStamp }: Event) => {
        // What is noted no more must not look on
        if (++events === most) removeEventListener(kind, note, { capture: true })
        const look = () =>
          document.querySelector(selector) === null
            ? requestAnimationFrame(look)
            : afterPaint(() => noted.push(performance.now() - timeStamp))
        requestAnimationFrame(look)
      }
      addEventListener(kind, note, { capture: true })
    },
    { kind, most, selector },
  )

/** What was noted, in milliseconds, once there is as much of it as was asked for. */
export async function paintTimes(page: Page, count: number): Promise<number[]> {
  await page.waitForFunction((count) => ((window as Noting).painted ?? []).length >= count, count, {
    // Not at each frame, which would be work of its own
    polling: 100,
  })
  return page.evaluate(() => (window as Noting).painted ?? [])
}

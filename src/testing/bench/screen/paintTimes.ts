import type { Page } from 'playwright'

type Noting = { painted?: number[] }

/**
 * Notes from now on how long it takes from each event of this kind until what it has changed is painted, which is what INP is made of. With a
 * `selector` it is painted when there is such an element.
 */
export const notePaints = (page: Page, kind: 'keydown' | 'click', selector = 'body'): Promise<void> =>
  page.evaluate(
    ({ kind, selector }) => {
      const noted: number[] = []
      ;(window as Noting).painted = noted
      const afterPaint = (done: () => void) => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', done, { once: true })
        port1.start()
        port2.postMessage(null)
      }
      const note = ({ timeStamp }: Event) => {
        const look = () =>
          document.querySelector(selector) === null
            ? requestAnimationFrame(look)
            : afterPaint(() => noted.push(performance.now() - timeStamp))
        requestAnimationFrame(look)
      }
      addEventListener(kind, note, { capture: true })
    },
    { kind, selector },
  )

/** What was noted, in milliseconds, once there is as much of it as was asked for. */
export async function paintTimes(page: Page, count: number): Promise<number[]> {
  await page.waitForFunction((count) => ((window as Noting).painted ?? []).length >= count, count)
  return page.evaluate(() => (window as Noting).painted ?? [])
}

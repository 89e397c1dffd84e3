type Brands = { getHighEntropyValues(of: string[]): Promise<{ fullVersionList?: Brand[] }> }
type Brand = { brand: string; version: string }

/** What draws this page, as far as its pictures depend on it: the exact Chromium, the system, and the font of code, which comes with the system. */
export async function renderer(): Promise<string> {
  const { userAgentData } = navigator as { userAgentData?: Brands }
  const { fullVersionList = [] } = (await userAgentData?.getHighEntropyValues(['fullVersionList'])) ?? {}
  const version = fullVersionList.find(({ brand }) => brand === 'Chromium')?.version ?? navigator.userAgent
  return `Chromium ${version} on ${systemName()}, code ${codeWidth()} px wide`
}

const systemName = () => /\(([^;)]+)/.exec(navigator.userAgent)?.[1] ?? 'an unknown system'

function codeWidth(): string {
  const line = document.body.appendChild(document.createElement('code'))
  line.textContent = 'W'.repeat(100)
  line.style.fontSize = '13px'
  const { width } = line.getBoundingClientRect()
  line.remove()
  return width.toFixed(1)
}

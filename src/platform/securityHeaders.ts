export type PublicAddress = {
  /** As people and programs reach this server, when known; a proxy may add TLS. */
  publicUrl?: string | undefined
  /** Whether this server itself speaks TLS. */
  tls: boolean
}

/** What every reply of both servers carries (FE-02). Not cached unless a route says otherwise (BF-09, NT-51). */
export function securityHeaders(
  address: PublicAddress,
  hostHeader: string | undefined,
): Record<string, string> {
  return wantsHsts(address, hostHeader)
    ? { ...common, 'strict-transport-security': 'max-age=31536000' }
    : common
}

const unusedFeatures = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]

const common: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
  'cache-control': 'no-store',
}

/** Never for loopback: a browser would hold it for every port of the machine. */
function wantsHsts({ publicUrl, tls }: PublicAddress, hostHeader: string | undefined): boolean {
  const address = publicUrl ?? (tls && hostHeader ? `https://${hostHeader}` : '')
  if (!address.startsWith('https:') || !URL.canParse(address)) return false
  const { hostname } = new URL(address)
  return !/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** RD-01: byte for byte one of the registered addresses, but for the port of http on this machine. */
export const isRegistered = (registered: readonly string[], sent: string): boolean =>
  registered.some((each) => withoutLoopbackPort(each) === withoutLoopbackPort(sent))

/**
 * An http address on this machine without its port, which the system hands out when a native app starts (RFC 8252 §7.3, PB-01); any other
 * address as it is. Two addresses of which both mean the same here may differ in that port and in no other byte.
 */
export const withoutLoopbackPort = (address: string): string => {
  const [, host, port, rest] = loopback.exec(address) ?? []
  return host !== undefined && Number(port) <= 65_535 ? `${host}${rest}` : address
}

const loopback = /^(http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])):([1-9]\d{0,4})((?:[/?].*)?)$/

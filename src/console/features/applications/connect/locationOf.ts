/** A tenant on this machine or network is what the program's form calls on-premises. */
export function locationOf(server: string): 'Cloud' | 'On-prem' {
  const { hostname } = new URL(server)
  const near = hostname === 'localhost' || /^[\d.]+$|^\[|^[^.]+$|\.(local|internal|test)$/.test(hostname)
  return near ? 'On-prem' : 'Cloud'
}

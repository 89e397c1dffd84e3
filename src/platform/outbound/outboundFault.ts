/** Why an address was not asked, or gave nothing that can be used; what to do about it. */
const words = {
  form: {
    message: 'This is no address that can be asked.',
    cure: 'Give one such as https://idp.acme.test/path: without a user name in it and without a part behind #.',
  },
  plain: {
    message:
      'The address does not begin with https://, so that anybody on the way could read and change the answer.',
    cure: 'Give the https address. Where there is none, whoever runs this server can list the origin in OUTBOUND_ALLOW.',
  },
  port: {
    message: 'The address has another port than 443 and 8443.',
    cure: 'Give an address without a port, or let whoever runs this server list the origin in OUTBOUND_ALLOW.',
  },
  inner: {
    message: 'The name of the host leads to no public address.',
    cure: 'Check its spelling. Where the server is in an inner network, whoever runs this server can list its origin in OUTBOUND_ALLOW.',
  },
  unreachable: {
    message: 'No usable answer comes from there.',
    cure: 'Check that the other server runs, that the address is right, and that firewalls let this server through to it.',
  },
  slow: {
    message: 'No whole answer came within a few seconds.',
    cure: 'Check that the other server runs and is not overloaded, then try again.',
  },
  untrusted: {
    message:
      'The certificate is not for this name, has expired, or comes from nobody whom this server trusts.',
    cure: 'Let the other server show a valid certificate with its whole chain. For an authority of your own, start with NODE_EXTRA_CA_CERTS.',
  },
  redirect: {
    message: 'The answer sends on to another address, which is not followed.',
    cure: 'Give the address at which the other server answers by itself.',
  },
  large: {
    message: 'The answer is larger than any such answer needs to be.',
    cure: 'Check that the address is the right one.',
  },
  garbled: {
    message: 'The answer is not JSON as it should be.',
    cure: 'Open the address in a browser. It should show JSON, called application/json, and no page.',
  },
  busy: {
    message: 'Too many such requests are under way.',
    cure: 'Try again in a moment.',
  },
} as const

export type OutboundReason = keyof typeof words

/** Says nothing of what came back, nor of addresses behind a name (SS-09). */
export class OutboundFault extends Error {
  override readonly name = 'OutboundFault'
  readonly reason: OutboundReason
  readonly cure: string

  constructor(reason: OutboundReason, cause?: unknown) {
    super(words[reason].message, { cause })
    this.reason = reason
    this.cure = words[reason].cure
  }
}

/** From which address a request comes, for limits. What is not in a position to know better is not believed. */
import { isIPv4, isIPv6 } from 'node:net'

const near = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/

/** `::ffff:192.0.2.1` is an IPv4 address; of IPv6 the network counts, since one household has all of its addresses. */
function network(address: string): string {
  const plain = address
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '')
    .toLowerCase()
  if (isIPv4(plain)) return plain
  if (!isIPv6(plain)) return 'unknown'
  const [head = '', tail] = plain.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array(Math.max(0, zeros)).fill('0'), ...right].slice(0, 4).join(':')
}

/**
 * The peer's address; behind a proxy (`PUBLIC_URL` is set and the peer is near) the last one that the proxy added.
 * Without a proxy the header is whatever the client wrote, and does not count.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  behindProxy: boolean,
): string {
  const direct = network(peer ?? '')
  if (!behindProxy || !(near.test(direct) || direct === 'unknown' || direct === '0:0:0:0')) return direct
  const last = forwardedFor?.split(',').at(-1)?.trim()
  return last ? network(last) : direct
}

import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

test('an address is the network it stands for, and a header counts only from a proxy of our own', () => {
  const direct = (peer: string | undefined) => clientAddress(peer, '203.0.113.9', false)
  expect(direct('192.0.2.7')).toBe('192.0.2.7')
  expect(direct('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(direct('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect(direct('2001:db8::6')).toBe('2001:db8:0:0')
  expect(direct(undefined)).toBe('unknown')

  const proxied = (peer: string, header?: string) => clientAddress(peer, header, true)
  expect(proxied('127.0.0.1', '203.0.113.9')).toBe('203.0.113.9')
  expect(proxied('::1', 'made up, 203.0.113.9')).toBe('203.0.113.9')
  expect(proxied('10.1.2.3', 'nonsense')).toBe('unknown')
  expect(proxied('127.0.0.1')).toBe('127.0.0.1')
  expect(proxied('198.51.100.5', '203.0.113.9')).toBe('198.51.100.5')
})

/** The value of a session cookie: a random token and our HMAC over it, in the form better-auth reads and writes. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const signature = (token: string, secret: string) => createHmac('sha256', secret).update(token).digest()

/** The token, when the value was signed by us; forged and garbled values never reach the database. */
export function readSignedValue(value: string | undefined, secret: string): string | null {
  const dot = value?.lastIndexOf('.') ?? -1
  if (!value || dot < 1 || value.length > 300) return null
  const given = Buffer.from(value.slice(dot + 1), 'base64')
  const token = value.slice(0, dot)
  const expected = signature(token, secret)
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
}

/**
 * Browsers in which somebody signed in to an account before keep a mark that says so (OWASP's device cookie). Whoever
 * guesses passwords from elsewhere uses up the tries of strangers and not those of such a browser. Nothing is stored here:
 * the mark is a random name and our HMAC over it and the account.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Devices {
  /** The name of the browser with this mark, if somebody signed in there to this account; null for any other. */
  recognize(mark: string | undefined, email: string): string | null
  /** A mark for a browser in which somebody has just signed in. */
  mark(email: string): string
}

export function createDevices(secret: string): Devices {
  const sign = (name: string, email: string) =>
    createHmac('sha256', secret).update(`device:${name}:${email.toLowerCase()}`).digest()

  return {
    recognize(mark, email) {
      const [, name, signature] = /^([\w-]{22})\.([\w-]{43})$/.exec(mark ?? '') ?? []
      if (!name || !signature) return null
      const given = Buffer.from(signature, 'base64url')
      const expected = sign(name, email)
      return given.length === expected.length && timingSafeEqual(given, expected) ? name : null
    },
    mark(email) {
      const name = randomBytes(16).toString('base64url')
      return `${name}.${sign(name, email).toString('base64url')}`
    },
  }
}

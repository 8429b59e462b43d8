/** Promise: a secret that travels in a link or a cookie is stored only as a hash. */
import { createHash, randomBytes } from 'node:crypto'

/** 192 bits that may stand in an address. */
export const newToken = () => randomBytes(24).toString('base64url')

/** What is stored of a token. Tokens are random and long, so a plain SHA-256 is enough. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('base64url')

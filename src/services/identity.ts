/**
 * Who somebody is: the port. better-auth stands behind it (`identity-better-auth.ts`); another provider would implement
 * the same calls. Refusals are thrown as `Refusal`, so that an entrance only passes them on.
 */

/** A signed-in browser. `cookie` is the value to hand to it; only a hash of the token in it is stored. */
export interface SignedIn {
  cookie: string
  personId: string
}

/** Right password, but the second factor is still to come. `challenge` is the value of a short-lived cookie. */
export interface Challenged {
  challenge: string
}

export interface OwnSession {
  id: string
  createdAt: string
  lastSeenAt: string
  userAgent: string
  current: boolean
}

export interface SecondFactor {
  /** For a QR code: `otpauth://totp/…`. */
  uri: string
  /** One-time codes for the day the telephone is lost. */
  recoveryCodes: string[]
}

/** Something that goes into a link which only its receiver may hold; stored hashed, once, thirty minutes. */
export interface SecretLink {
  token: string
  email: string
}

export interface Identity {
  /** Whether nobody has signed up yet. */
  isEmpty(): Promise<boolean>
  signUp(person: { email: string; password: string; name: string }, userAgent: string): Promise<SignedIn>
  signIn(credentials: { email: string; password: string }, userAgent: string): Promise<SignedIn | Challenged>
  answerChallenge(challenge: string, code: string, userAgent: string): Promise<SignedIn>
  signOut(cookie: string): Promise<void>

  /** The hash under which a session is stored, or null when the cookie was not signed by us. No database. */
  sessionHash(cookie: string | undefined): string | null
  sessions(personId: string, cookie: string): Promise<OwnSession[]>
  /** False when there is no such session of this person. */
  endSession(personId: string, sessionId: string): Promise<boolean>
  /** Ends every session of the person but the one with this cookie. */
  endOtherSessions(personId: string, cookie: string | undefined): Promise<void>

  /** Refuses a wrong one. */
  checkPassword(cookie: string, password: string): Promise<void>
  /** Ends all sessions and answers a new one for the browser that asked. */
  changePassword(cookie: string, current: string, next: string, userAgent: string): Promise<SignedIn>
  /** Null when nobody has this address. */
  startReset(email: string): Promise<SecretLink | null>
  /** Ends all sessions of the person. */
  finishReset(token: string, password: string): Promise<{ email: string }>
  /** Null when the address is already somebody's. */
  startEmailChange(personId: string, email: string): Promise<SecretLink | null>
  /** Changes the address and ends the person's other sessions. */
  finishEmailChange(
    token: string,
    cookie: string | undefined,
  ): Promise<{ personId: string; previous: string; email: string }>

  hasSecondFactor(personId: string): Promise<boolean>
  enableSecondFactor(cookie: string, password: string): Promise<SecondFactor>
  /** Turns it on with a first code; the browser gets a new session. */
  verifySecondFactor(cookie: string, code: string, userAgent: string): Promise<SignedIn>
  disableSecondFactor(cookie: string, password: string, userAgent: string): Promise<SignedIn>

  /** Removes someone who was signed up a moment ago and could not be let in after all. */
  remove(personId: string): Promise<void>
}

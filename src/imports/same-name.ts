import { wordsOf } from '#src/core/fold-text.ts'

/**
 * Whether two names can be one person's or firm's: "J. Cors", "Johnny Cors" and "Cors, Johnny". Colleagues share
 * switchboards and mailboxes, so such a key alone says nothing.
 */
export function sameName(one: string, other: string): boolean {
  const a = wordsOf(one).split(' ').filter(Boolean)
  const b = wordsOf(other).split(' ').filter(Boolean)
  if (a.length === 0 || b.length === 0) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 1) return long.length === 1 && short[0] === long[0]
  return (
    short.every((word) => long.some((candidate) => begins(word, candidate) || begins(candidate, word))) &&
    short.some((word) => word.length > 1 && long.includes(word))
  )
}

/** An initial stands for a name, and "Tom" for "Thomas" no more than "To" for "Torsten". */
const begins = (word: string, candidate: string) =>
  word === candidate || ((word.length === 1 || word.length >= 4) && candidate.startsWith(word))

/** Mailboxes that belong to a firm and not to a person. */
const sharedBoxes = new Set(
  'info office kontakt contact mail post hello hallo sales service support team admin biuro kontor bonjour'.split(
    ' ',
  ),
)

export const isSharedBox = (email: string): boolean =>
  sharedBoxes.has(email.slice(0, email.indexOf('@')).toLowerCase())

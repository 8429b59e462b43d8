/** Which invoices a line of a bank statement may pay: by amount, by number in its text, by name. Pure. */
import { foldText, wordsOf } from '#src/core/fold-text.ts'
import type { MatchReason, Proposal } from './bank-schema.ts'

export interface OpenInvoice {
  id: string
  number: string | null
  party: string
  currency: string
  dueOn: string | null
  amountDue: number
  /** Money for it comes in; of bills and credit notes it goes out. */
  comesIn: boolean
}

export interface MatchedLine {
  amount: number
  currency: string
  name: string | null
  text: string | null
  endToEndId: string | null
  /** Who was paid by, or paid to, this account before. */
  knownParties: readonly string[]
}

const mostProposals = 5
/** Sums are looked for among so many invoices of one party, up to so many at once. */
const sumsAmong = 16
const mostTogether = 5

/** A word in the names of so many says nothing. */
const tooCommon = 500

const legalForms = new Set(
  'gmbh ag kg ohg ug co mbh ev gbr se ltd limited llc inc plc sa sas sarl srl spa bv nv ab as aps oy sp z o o zoo and und et i'.split(
    ' ',
  ),
)
export const nameWords = (name: string): ReadonlySet<string> =>
  new Set(
    wordsOf(name)
      .split(' ')
      .filter((word) => word.length > 1 && !legalForms.has(word)),
  )

/** Which part of the shorter name's words stands in the other, from 0 to 1. */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one]
  if (few.size === 0) return 0
  return [...few].filter((word) => many.has(word)).length / few.size
}

const squeeze = (text: string) => foldText(text.normalize('NFKC')).replace(/[^\p{L}\p{N}]+/gu, '')
const digitsOnly = /^\d+$/

/**
 * Whether a number stands in the text, however it is set apart: "2026-0149" is in "RE 2026 / 0149". Digits before or
 * behind make it another number, and one too short to mean anything is not looked for.
 */
export function holdsNumber(text: string, number: string): boolean {
  const sought = squeeze(number)
  if (sought.length < (digitsOnly.test(sought) ? 4 : 3)) return false
  const pattern = [...sought].map((char) => char.replace(/[^\p{L}\p{N}]/u, '')).join('[^\\p{L}\\p{N}]{0,3}')
  return new RegExp(
    `(?<![\\p{N}])${/^\p{L}/u.test(sought) ? '(?<![\\p{L}])' : ''}${pattern}(?![\\p{N}])`,
    'u',
  ).test(foldText(text.normalize('NFKC')))
}

interface Sought {
  invoice: OpenInvoice
  number: string
  party: string
  words: ReadonlySet<string>
}

/** The open invoices, made ready once for all the lines of a page. */
export type Open = { all: Sought[]; byWord: Map<string, Sought[]> }

export function prepare(invoices: readonly OpenInvoice[]): Open {
  const all = invoices.map((invoice) => ({
    invoice,
    number: squeeze(invoice.number ?? ''),
    party: squeeze(invoice.party),
    words: nameWords(invoice.party),
  }))
  const byWord = new Map<string, Sought[]>()
  for (const one of all)
    for (const word of one.words) {
      const some = byWord.get(word)
      if (some) some.push(one)
      else byWord.set(word, [one])
    }
  return { all, byWord }
}

interface Seen {
  invoice: OpenInvoice
  number: boolean
  name: number
  account: boolean
}

/** Sets of several that come to exactly this, the smallest first; looked for within bounds. */
function sumsTo(seen: readonly Seen[], sought: number): Seen[][] {
  const found: Seen[][] = []
  const walk = (from: number, rest: number, chosen: Seen[]): void => {
    if (rest === 0 && chosen.length > 1) found.push(chosen)
    if (rest <= 0 || chosen.length >= mostTogether || found.length >= 3) return
    for (let at = from; at < seen.length; at++)
      walk(at + 1, rest - seen[at]!.invoice.amountDue, [...chosen, seen[at]!])
  }
  walk(0, sought, [])
  const all = seen.reduce((sum, { invoice }) => sum + invoice.amountDue, 0)
  if (all === sought && seen.length > mostTogether) found.push([...seen])
  return found.sort((a, b) => a.length - b.length)
}

function propose(seen: readonly Seen[], amount: number): Proposal {
  const sum = seen.reduce((total, { invoice }) => total + invoice.amountDue, 0)
  const several = seen.length > 1
  const reasons: MatchReason[] = []
  let score = 0
  const say = (reason: MatchReason, points: number) => {
    reasons.push(reason)
    score += points
  }
  if (sum === amount) say(several ? 'sum' : 'amount', several ? 35 : 40)
  if (seen.every(({ number }) => number)) say('number', 45)
  const name = Math.min(...seen.map((one) => one.name))
  if (name >= 0.5) say('name', Math.round(20 * name))
  if (seen.every(({ account }) => account)) say('account', 15)
  let rest = amount
  return {
    score: Math.min(100, score),
    reasons,
    invoices: seen.map(({ invoice: { id, number, party, dueOn, amountDue } }) => {
      const part = Math.min(amountDue, rest)
      rest -= part
      return { invoiceId: id, number, party, dueOn, amountDue, amount: part }
    }),
  }
}

/**
 * The likeliest first. What only has the same name, or an account known from before, is proposed only when the sums are
 * right: a guess that costs a look is worse than none.
 */
export function proposalsFor(line: MatchedLine, open: Open): Proposal[] {
  const amount = Math.abs(line.amount)
  const text = [line.text, line.endToEndId].filter(Boolean).join(' ')
  const known = new Set(line.knownParties.map(squeeze))
  const bare = squeeze(text)
  const words = nameWords(line.name ?? '')
  const named = new Set(
    [...words].flatMap((word) => {
      const some = open.byWord.get(word) ?? []
      return some.length > tooCommon ? [] : some
    }),
  )
  const seen: Seen[] = []
  for (const one of open.all) {
    const { invoice, party } = one
    if (invoice.currency !== line.currency || invoice.comesIn !== line.amount > 0) continue
    // The quick question first: most numbers are not there.
    const number = one.number !== '' && bare.includes(one.number) && holdsNumber(text, invoice.number ?? '')
    const name = named.has(one) ? likeness(words, one.words) : 0
    const account = known.has(party)
    if (number || account || name >= 0.5 || invoice.amountDue === amount)
      seen.push({ invoice, number, name, account })
  }
  const sets: Seen[][] = seen
    .filter((one) => one.number || one.invoice.amountDue === amount)
    .map((one) => [one])
  const numbered = seen.filter(({ number }) => number)
  if (numbered.length > 1) sets.push(numbered)
  const parties = Map.groupBy(
    seen.filter((one) => one.account || one.name >= 0.5),
    ({ invoice }) => squeeze(invoice.party),
  )
  for (const ofOne of parties.values()) sets.push(...sumsTo(ofOne.slice(0, sumsAmong), amount))
  const told = new Set<string>()
  return sets
    .map((set) => propose(set, amount))
    .filter(({ invoices, score }) => {
      const key = invoices
        .map(({ invoiceId }) => invoiceId)
        .sort()
        .join()
      if (score < 40 || told.has(key) || invoices.some((one) => one.amount === 0)) return false
      told.add(key)
      return true
    })
    .sort(
      (a, b) => b.score - a.score || (a.invoices[0]?.dueOn ?? '').localeCompare(b.invoices[0]?.dueOn ?? ''),
    )
    .slice(0, mostProposals)
}

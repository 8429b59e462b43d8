/** What a phrase is made of: tokens, and the pieces among them that may say when. Pure: runs in Node and in the browser. */
import { fold, type Words } from './due-words.ts'
import type { Frequency } from './repeat-rule.ts'

export type Day =
  | { kind: 'offset'; days: number }
  | { kind: 'weekday'; weekday: number; nextWeek: boolean }
  | { kind: 'date'; year: number | null; month: number; day: number }
  | { kind: 'monthDay'; day: number }
  | { kind: 'nextWeek' }
  | { kind: 'months'; count: number }

export interface Time {
  hour: number
  minute: number
  /** Said without minutes and half of the day: eight may be twenty o'clock. */
  bare?: boolean
}

export interface Repeat {
  frequency: Frequency
  interval: number
  /** 0 is Monday; empty: that of the first day. */
  weekdays: readonly number[]
}

/** Tokens `from` up to `to`. */
export interface Piece {
  from: number
  to: number
  /** Words that mean other things too count only beside another piece, at the end, or at either edge of the text. */
  needs?: 'neighbour' | 'end' | 'edge'
  day?: Day
  time?: Time
  repeat?: Repeat
  /** A span from now, in milliseconds. */
  elapsed?: number
}

export interface Token {
  /** As words are compared. */
  text: string
  raw: string
  start: number
  end: number
}

/** A place in the text at which a piece may begin. */
export interface Place {
  tokens: readonly Token[]
  words: Words
  index: number
  /** The piece that ends here. */
  before: Piece | undefined
}

/** The folded word so many tokens further, or an empty one. */
export const wordAt = ({ tokens }: Place, index: number): string => tokens[index]?.text ?? ''

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[^\s,;()"]+/gu)].flatMap(({ 0: whole, index }) => {
    const raw = whole.replace(/[!?:]+$/, '')
    return raw ? [{ text: fold(raw), raw, start: index, end: index + raw.length }] : []
  })
}

/** A whole number in digits or as a word. */
export function countAt(
  place: Place,
  index: number,
  counts: ReadonlyMap<string, number>,
): number | undefined {
  const word = wordAt(place, index)
  return /^\d{1,3}$/.test(word) ? Number(word) : counts.get(word)
}

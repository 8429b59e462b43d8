/** The part of a note in which the words stand, so that one sees why it was found. Pure. */
import { foldText } from '#src/core/fold-text.ts'

const before = 4
const length = 120

const plain = (word: string) => foldText(word).replace(/['’`´]/g, '')

/** About 120 characters of Markdown as plain text, from a few words before the first one looked for. */
export function passageOf(markdown: string, query: string): string {
  const words = markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`~#>|]+/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
  const wanted = query.split(/[^\p{L}\p{N}'’]+/u).flatMap((word) => plain(word) || [])
  const at = words.findIndex((word) =>
    plain(word)
      .split(/[^\p{L}\p{N}]+/u)
      .some((piece) => wanted.some((start) => piece.startsWith(start))),
  )
  const from = at > before ? at - before : 0
  const text = words.slice(from, from + 40).join(' ')
  const cut =
    text.length > length ? `${text.slice(0, text.lastIndexOf(' ', length) + 1 || length).trim()}…` : text
  return from > 0 ? `…${cut}` : cut
}

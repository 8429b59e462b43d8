import { limits } from '#src/core/fields.ts'

/** What keeps a text from being a phone number, as the end of "Phone …"; null when it may be one. */
export function phoneFault(text: string): string | null {
  if (text.length > limits.phone) return `is longer than ${limits.phone} characters`
  const odd = /[<>@\p{Cc}]/u.exec(text)
  if (odd) return `has “${odd[0]}” in it`
  const digits = text.match(/\d/g)?.length ?? 0
  if (digits === 0) return 'has no digits'
  return digits < 3 ? 'has fewer than three digits' : null
}

/** The numbers in one cell. A comma or a slash belongs to how one number is written. */
export function numbersIn(text: string): string[] {
  return text
    .split(/:::|[;\n]/)
    .map((piece) => piece.replace(/^\s*tel:/i, '').trim())
    .filter(Boolean)
}

import { limits } from '#src/core/fields.ts'

/** What keeps a text from being an e-mail address, as the end of "E-mail has …"; null when it is one. */
export function emailFault(text: string): string | null {
  if (text.length > limits.email) return `is longer than ${limits.email} characters`
  const parts = text.split('@')
  const spaced = /\s/.test(text)
  if (parts.length === 1) return spaced ? 'has a space, no @' : 'has no @'
  if (parts.length > 2) return parts.length === 3 ? 'has two @' : `has ${parts.length - 1} @`
  const [local = '', domain = ''] = parts
  if (!local) return 'has nothing before the @'
  if (!domain) return 'has no domain'
  if (spaced) return 'has a space'
  if (text.includes(',')) return 'has a comma'
  if (text.includes(';')) return 'has a semicolon'
  if (text.includes('..')) return 'has two dots in a row'
  if (/^\.|\.$/.test(local) || /^\.|\.$/.test(domain)) return 'has a dot where none can be'
  if (!domain.includes('.')) return 'has a domain without an ending'
  if (local.length > 64) return 'has more than 64 characters before the @'
  const odd = /[^\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u.exec(local) ?? /[^\p{L}\p{N}\p{M}.-]/u.exec(domain)
  if (odd) return `has “${odd[0]}” in it`
  if (domain.split('.').some((label) => !label || label.length > 63 || /^-|-$/.test(label)))
    return 'has a domain that cannot exist'
  return null
}

/** The address out of what people paste: `mailto:` and "Anna <anna@…>". */
function bareAddress(text: string): string {
  const angled = /<([^<>]*@[^<>]*)>\s*$/.exec(text)
  return (angled?.[1] ?? text).trim().replace(/^mailto:/i, '')
}

/** The addresses in one cell. It is split only where each piece holds an @: a comma can also be a mistake. */
export function addressesIn(text: string): string[] {
  for (const separator of [':::', /[;\n]/, ',', /\s+/]) {
    const pieces = text
      .split(separator)
      .map((piece) => piece.trim())
      .filter(Boolean)
    if (pieces.length > 1 && (separator === ':::' || pieces.every((piece) => piece.indexOf('@') > 0)))
      return pieces.flatMap(addressesIn)
  }
  const address = bareAddress(text)
  return address ? [address] : []
}

/** XML as a tree of plain values, and its text. Whatever holds nothing leaves no element behind. */

export interface Element {
  name: string
  attributes: Readonly<Record<string, string>>
  /** Text, or what is inside. */
  content: string | readonly Element[]
}

type Content = string | null | undefined | readonly (Element | null)[]

/** XML 1.0 cannot hold every character; what it cannot is left out, or nobody could read the document. */
export const writable = (text: string) =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')

/** An element, or nothing when there is nothing to put into it: blanks alone say nothing either. */
export function element(
  name: string,
  content: Content,
  attributes: Readonly<Record<string, string>> = {},
): Element | null {
  if (content === null || content === undefined) return null
  if (typeof content === 'string') {
    const text = writable(content)
    return /[^\t\n\r ]/.test(text) ? { name, attributes, content: text } : null
  }
  const inside = content.filter((one) => one !== null)
  return inside.length === 0 ? null : { name, attributes, content: inside }
}

/** `>` too, or "]]>" would end something. A carriage return would be read as a line break. */
const escaped = (text: string) =>
  writable(text)
    .replace(/\r\n?/g, '\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

function write({ name, attributes, content }: Element, indent: string): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const open = `${indent}<${name}${said.join('')}>`
  if (typeof content === 'string') return `${open}${escaped(content)}</${name}>\n`
  return `${open}\n${content.map((one) => write(one, `${indent}  `)).join('')}${indent}</${name}>\n`
}

/** The document in UTF-8. */
export const writeXml = (root: Element) => `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}`

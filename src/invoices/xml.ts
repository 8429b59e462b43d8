/** XML as a tree of plain values, and its text. Whatever holds nothing leaves no element behind. */

export interface Element {
  name: string
  attributes: Readonly<Record<string, string>>
  /** Text, or what is inside. */
  content: string | readonly Element[]
}

type Content = string | null | undefined | readonly (Element | null)[]

/** An element, or nothing when there is nothing to put into it. */
export function element(
  name: string,
  content: Content,
  attributes: Readonly<Record<string, string>> = {},
): Element | null {
  if (content === null || content === undefined || content.length === 0) return null
  if (typeof content === 'string') return { name, attributes, content }
  const inside = content.filter((one) => one !== null)
  return inside.length === 0 ? null : { name, attributes, content: inside }
}

/** XML 1.0 cannot hold every character; what it cannot is left out, or nobody could read the document. */
const escaped = (text: string) =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
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

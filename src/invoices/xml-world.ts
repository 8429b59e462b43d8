/** A strict little reader of XML for tests: what is not well-formed, or has a prefix nobody declared, is an error. */

export interface Node {
  /** With the usual prefix of its namespace, whatever the document calls it: `cbc:ID`. */
  name: string
  attributes: Record<string, string>
  children: Node[]
  text: string
}

const prefixes: Record<string, string> = {
  'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2': '',
  'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2': '',
  'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2': 'cac:',
  'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2': 'cbc:',
  'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100': 'rsm:',
  'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100': 'ram:',
  'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100': 'udt:',
  'urn:un:unece:uncefact:data:standard:QualifiedDataType:100': 'qdt:',
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(raw: string): string {
  if (raw.includes('<') || raw.includes(']]>')) throw new Error('stray markup in text')
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(raw))
    throw new Error('no XML character')
  return raw.replace(/\r\n?/g, '\n').replace(/&([^;]*);?/g, (_, name: string) => {
    const coded = /^#(x[\da-f]+|\d+)$/i.exec(name)?.[1]
    const one = coded ? String.fromCodePoint(Number(coded.replace(/^x/i, '0x'))) : entities[name]
    if (one === undefined) throw new Error(`unknown entity ${name}`)
    return one
  })
}

const name = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?'
const attribute = new RegExp(`\\s+(${name})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y')
const token = new RegExp(
  `<(/?)(${name})((?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|([^<]+)`,
  'y',
)

type Scope = Record<string, string>

function attributesOf(raw: string): Record<string, string> {
  const found: Record<string, string> = {}
  attribute.lastIndex = 0
  for (let match = attribute.exec(raw); match; match = attribute.exec(raw)) {
    if (match[1]! in found) throw new Error(`${match[1]} twice`)
    found[match[1]!] = unescaped(match[2] ?? match[3] ?? '')
  }
  return found
}

function nameIn(scope: Scope, raw: string): string {
  const [prefix, local] = raw.includes(':') ? raw.split(':') : ['', raw]
  const usual = prefixes[scope[prefix!] ?? '']
  if (usual === undefined) throw new Error(`nobody declared what ${raw} is`)
  return `${usual}${local}`
}

/** The root of a document; comments are passed over, a DOCTYPE is refused. */
export function readXml(document: string): Node {
  const text = document
    .replace(/^\uFEFF/, '')
    .replace(/^<\?xml[^?]*\?>/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .trim()
  const roots: Node[] = []
  const open: { raw: string; node: Node; scope: Scope }[] = []
  token.lastIndex = 0
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at
    const match = token.exec(text)
    if (!match) throw new Error(`not well-formed at ${text.slice(at, at + 40)}`)
    const [, closes, raw = '', said = '', empty, words] = match
    const inside = open.at(-1)
    if (words !== undefined) {
      if (!inside) throw new Error('text outside of the root')
      inside.node.text += unescaped(words)
    } else if (closes) {
      if (open.pop()?.raw !== raw) throw new Error(`${raw} closes what is not open`)
    } else {
      const attributes = attributesOf(said)
      const scope = { ...inside?.scope }
      for (const [key, value] of Object.entries(attributes)) {
        const [, , prefix] = /^xmlns(:(.+))?$/.exec(key) ?? []
        if (!key.startsWith('xmlns')) continue
        scope[prefix ?? ''] = value
        delete attributes[key]
      }
      const node: Node = { name: nameIn(scope, raw), attributes, children: [], text: '' }
      ;(inside ? inside.node.children : roots).push(node)
      if (!empty) open.push({ raw, node, scope })
    }
  }
  if (open.length > 0 || roots.length !== 1) throw new Error('a document has one root, closed at its end')
  return roots[0]!
}

/** All nodes at a path such as `cac:Party/cbc:Name`. */
export const all = (node: Node | undefined, path: string): Node[] =>
  path
    .split('/')
    .reduce<Node[]>(
      (nodes, step) => nodes.flatMap((one) => one.children.filter((child) => child.name === step)),
      [...(node ? [node] : [])],
    )

export const first = (node: Node | undefined, path: string): Node | undefined => all(node, path)[0]
/** The text at a path, as a validator takes it: without blanks around. */
export const textAt = (node: Node | undefined, path: string): string | undefined => {
  const found = first(node, path)?.text
  return found === undefined ? undefined : found.trim()
}

export const everyNode = (node: Node): Node[] => [node, ...node.children.flatMap(everyNode)]

import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Pictures, sounds and keys: large, and nothing of a client's. */
const unused = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i
const cardLimit = 256 * 1024
/** So much of a line says what it is; names and parameters are shorter. */
const headLimit = 1_000

export interface CardText {
  /** Unfolded content lines between BEGIN and END. */
  lines: string[]
  problem: string | null
}

/** Cuts a text that comes in pieces into cards, unfolding their lines; memory holds one card at a time. */
export function cardCutter() {
  let pending = ''
  let cutAtReturn = false
  let overlong = false
  let depth = 0
  let lines: string[] = []
  // The last line in pieces, and how it begins. Joined only once: a line built anew with each fold costs the square of its
  // length, and a card of a few megabytes held up everybody for minutes.
  let pieces: string[] = []
  let head = ''
  let size = 0
  let problem: string | null = null
  let done: CardText[] = []

  function finish() {
    if (head) lines.push(unused.test(head) ? head.slice(0, 40) : pieces.join(''))
    pieces = []
    head = ''
  }

  function close(reason: string | null) {
    finish()
    done.push({ lines, problem: problem ?? reason })
    lines = []
    size = 0
    problem = null
  }

  function line(text: string) {
    if (/^BEGIN:VCARD\s*$/i.test(text)) {
      // A card inside a card is somebody's assistant (vCard 2.1): it hangs on the line "AGENT:".
      if (depth > 0 && !/^AGENT\b[^:]*:\s*$/i.test(head)) {
        close('The card has no end (END:VCARD)')
        depth = 1
      } else depth += 1
    } else if (/^END:VCARD\s*$/i.test(text)) {
      if (depth === 1) close(null)
      depth = Math.max(0, depth - 1)
    } else if (depth === 1) content(text)
  }

  function content(text: string) {
    // What is too large is refused as a whole, so the rest of it is not kept.
    if (problem) return
    if (isSoftBroken()) {
      const broken = pieces.pop()?.slice(0, -1)
      if (broken) pieces.push(broken)
      append(text)
    } else if (/^[ \t]/.test(text)) {
      append(text.slice(1))
    } else if (!/^[\w.-]+[;:]/.test(text)) {
      // Not a property: a line break that some program forgot to escape, or the body of a picture.
      if (text) append(isQuotedPrintable(head) ? text : `\\n${text}`)
    } else {
      finish()
      head = text.slice(0, headLimit)
      keep(text)
    }
  }

  const isSoftBroken = () => pieces.at(-1)?.endsWith('=') && isQuotedPrintable(head)

  function append(text: string) {
    if (!head) return
    if (head.length < headLimit) head = (head + text).slice(0, headLimit)
    keep(text)
  }

  function keep(text: string) {
    if (!text || unused.test(head)) return
    size += text.length
    if (size > cardLimit) problem = 'The card is larger than 256 KB'
    else pieces.push(text)
  }

  function take(): CardText[] {
    const taken = done
    done = []
    return taken
  }

  return {
    write(text: string): CardText[] {
      // Without a line end there is nothing to cut yet, and long lines are not searched again with each piece.
      if (cutAtReturn || /[\r\n]/.test(text)) {
        const parts = (pending + text).split(/\r\n|\n|\r(?!$)/)
        pending = parts.pop() ?? ''
        cutAtReturn = pending.endsWith('\r')
        for (const part of parts) {
          line(overlong ? '' : part)
          overlong = false
        }
      } else pending += text
      if (pending.length > 2 * cardLimit) {
        if (!overlong && !unused.test(pending.slice(0, 100))) problem = 'The card is larger than 256 KB'
        overlong = true
        pending = cutAtReturn ? '\r' : ''
      }
      return take()
    },
    end(): CardText[] {
      line(overlong ? '' : pending.trimEnd())
      if (depth > 0) close('The card has no end (END:VCARD)')
      return take()
    },
  }
}

const isQuotedPrintable = (head: string) => /^[^:]*QUOTED-PRINTABLE/i.test(head)

/** Values that are lists of parts; in all others a semicolon is a character like any other. */
const structured = new Set(['N', 'ADR', 'ORG'])

/**
 * One content line as vCard 3 and 4 write it: quoted-printable decoded, the bare parameters of 2.1 (`TEL;CELL:`)
 * named, and only those parameters kept that say something about a client. Null for a line to leave out.
 */
export function plainLine(line: string): string | null {
  if (unused.test(line)) return null
  const head = headOf(line)
  if (!head) return null
  const [path = '', ...parameters] = head.parts
  const name = path.slice(path.lastIndexOf('.') + 1).toUpperCase()
  if (!/^[A-Z][A-Z0-9-]*$/.test(name)) return null
  let value = line.slice(head.value)
  let quotedPrintable = false
  let charset = ''
  const kept: string[] = []
  for (const parameter of parameters) {
    const [, key = '', setting = ''] = /^([\w-]+)=(.*)$/s.exec(parameter) ?? ['', '', parameter]
    const upper = key.toUpperCase()
    if (setting.toUpperCase() === 'QUOTED-PRINTABLE') quotedPrintable = true
    else if (upper === 'CHARSET') charset = setting
    else if ((upper === 'TYPE' || upper === '') && /^"?[\w, -]+"?$/.test(setting))
      kept.push(`TYPE=${setting}`)
    else if (upper === 'PREF' && /^\d{1,3}$/.test(setting)) kept.push(`PREF=${setting}`)
    else if (upper === 'VALUE' && /^[\w-]+$/.test(setting)) kept.push(`VALUE=${setting}`)
    else if (upper === 'X-APPLE-OMIT-YEAR' && /^\d{4}$/.test(setting)) kept.push(`${upper}=${setting}`)
  }
  if (quotedPrintable) value = escapeDecoded(decodeQuotedPrintable(value, charset), structured.has(name))
  else if (!structured.has(name)) value = value.replace(/(\\\\)|\\;/g, (_, backslash) => backslash ?? ';')
  return `${[name, ...kept].join(';')}:${value}`
}

/** Cuts "TEL;TYPE=home:123" into name and parameters, and says where the value begins; quotes hold their text together. */
function headOf(line: string): { parts: string[]; value: number } | null {
  const parts: string[] = []
  let quoted = false
  let from = 0
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === ';' || char === ':')) {
      parts.push(line.slice(from, at))
      from = at + 1
      if (char === ':') return { parts, value: from }
    }
  }
  return null
}

function decodeQuotedPrintable(text: string, charset: string): string {
  const bytes = Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    // Characters that were not encoded came decoded from the file already; they are kept as they are.
    /[^\0-\xFF]/.test(text) ? 'utf8' : 'latin1',
  )
  if (charset && iconv.encodingExists(charset)) return iconv.decode(bytes, charset)
  return isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'windows-1252')
}

function escapeDecoded(text: string, parts: boolean): string {
  return text
    .replace(parts ? /\\(?!;)/g : /\\/g, '\\\\')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replaceAll(',', '\\,')
}

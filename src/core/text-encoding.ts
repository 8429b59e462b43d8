/** Promise: a text file is read as it was meant, whichever of the usual encodings it is in, in small pieces. */
import { isAscii, isUtf8 } from 'node:buffer'
import { StringDecoder } from 'node:string_decoder'
import iconv from 'iconv-lite'

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** Large pieces are cut, so that neither memory nor the other requests feel how a stream was chunked. */
const pieceSize = 64 * 1024

/** The same bytes in pieces of at most 64 KB. */
export async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize)
  }
}

/**
 * Weighs whether bytes are UTF-8. One damaged character does not make a UTF-8 file a Windows-1252 one:
 * what counts is whether whole multi-byte characters outnumber the broken ones.
 */
export function utf8Scale() {
  let carried: Buffer = Buffer.alloc(0)
  let whole = 0
  let broken = 0
  function weigh(bytes: Buffer) {
    if (isAscii(bytes)) return
    if (isUtf8(bytes)) {
      whole += 1
      return
    }
    for (const char of bytes.toString('utf8')) {
      if (char === '\uFFFD') broken += 1
      else if (char > '\u007F') whole += 1
    }
  }
  return {
    add(piece: Buffer) {
      const bytes = carried.length > 0 ? Buffer.concat([carried, piece]) : piece
      const end = bytes.length - unfinished(bytes)
      carried = Buffer.from(bytes.subarray(end))
      weigh(bytes.subarray(0, end))
    },
    isUtf8() {
      weigh(carried)
      carried = Buffer.alloc(0)
      return broken === 0 || whole > broken
    },
  }
}

/** How many bytes at the end begin a UTF-8 character that the next piece would complete. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? back : 0
    }
  }
  return 0
}

/** The encoding that the first bytes show; null when only the whole file can tell UTF-8 from Windows-1252. */
export function encodingOfHead(head: Buffer): TextEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  // Separators, digits and line ends are ASCII in any list, so without a mark half of UTF-16 shows zeros on one side.
  let even = 0
  let odd = 0
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even += 1
    if (head[at + 1] === 0) odd += 1
  }
  const pairs = head.length >> 1
  if (odd > pairs * 0.2 && even < pairs * 0.02) return 'utf-16le'
  if (even > pairs * 0.2 && odd < pairs * 0.02) return 'utf-16be'
  return null
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff

/** Decodes piece by piece. Half a character (a lone surrogate) becomes NUL, which is refused with its row. */
export function textDecoder(encoding: TextEncoding) {
  const decoder = encoding === 'utf-8' ? new StringDecoder('utf8') : iconv.getDecoder(encoding)
  let held = ''
  let started = false
  function settle(text: string, last: boolean): string {
    let whole = held + text
    held = ''
    if (!last && whole.length > 0 && isHighSurrogate(whole.charCodeAt(whole.length - 1))) {
      held = whole.slice(-1)
      whole = whole.slice(0, -1)
    }
    if (!started && whole.length > 0) {
      started = true
      if (whole.charCodeAt(0) === 0xfeff) whole = whole.slice(1)
    }
    return whole.isWellFormed() ? whole : whole.replace(loneSurrogate, '\0')
  }
  return {
    write: (bytes: Buffer) => settle(decoder.write(bytes), false),
    end: () => settle(decoder.end() ?? '', true),
  }
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** A bank statement's file: bounded, decoded, and read as what it is. Untrusted from the first byte. */
import { encodingOfHead, type TextEncoding, textDecoder, utf8Scale } from '#src/core/text-encoding.ts'
import { readBankCsv } from './bank-csv.ts'
import type { ReadStatement } from './bank-schema.ts'
import { statementRefused } from './bank-text.ts'
import { readCamt } from './camt.ts'

const mostBytes = 5 * 1024 * 1024

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > mostBytes)
      throw statementRefused('The statement is larger than 5 MB. Export a shorter period.')
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

/** What an XML file says of itself; Latin-1 and its kin are read as Windows-1252, which holds them. */
function declared(head: string): TextEncoding | undefined {
  const name = /^\s*<\?xml[^>]{0,200}encoding=["']([\w-]+)["']/i.exec(head)?.[1]?.toLowerCase()
  if (name && /^(iso-8859-1|iso-8859-15|latin1|windows-1252|us-ascii)$/.test(name)) return 'windows-1252'
  return name === 'utf-8' ? 'utf-8' : undefined
}

function textOf(bytes: Buffer): string {
  const scale = utf8Scale()
  scale.add(bytes)
  const encoding =
    encodingOfHead(bytes.subarray(0, 4096)) ??
    declared(bytes.toString('latin1', 0, 300)) ??
    (scale.isUtf8() ? 'utf-8' : 'windows-1252')
  const decoder = textDecoder(encoding)
  return decoder.write(bytes) + decoder.end()
}

/** Reads a statement of whatever kind, or says in a sentence why not. `currency` is meant where a CSV names none. */
export async function readStatement(
  chunks: AsyncIterable<Uint8Array>,
  currency: string,
): Promise<ReadStatement> {
  const text = textOf(await bytesOf(chunks))
  if (!text.trim()) throw statementRefused('The file is empty.')
  if (text.startsWith('%PDF-') || text.startsWith('PK'))
    throw statementRefused('This is no statement that can be read. Export it as CSV or CAMT.053.')
  if (text.includes('\0'))
    throw statementRefused('This is not a text file. Export the statement as CSV or CAMT.053.')
  return text.trimStart().startsWith('<') ? readCamt(text) : readBankCsv(text, currency)
}

/** Reads one file out of a multipart body, as it comes and never as a whole, and looks at what it is on the way. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import type { HonoRequest } from 'hono'
import { invalid, Refusal } from '#src/core/errors.ts'
import { fileLimit } from '#src/core/file-limit.ts'
import { cleanFileName } from '#src/files/file-name.ts'
import { headSize, typeOfFile } from '#src/files/file-type.ts'
import type { Bytes } from '#src/services/storage.ts'

export interface Received {
  name: string
  size: number
  type: string
  /** SHA-256 of the bytes. */
  digest: string
}

/** The parts of a multipart body that are not the file's own bytes. */
const wrapping = 64 * 1024

const tooLarge = () => new Refusal(413, 'too_large', 'A file can have at most 100 MB.')
const unparsable = () =>
  new Refusal(400, 'unparsable', 'The body is not multipart/form-data, or it ended too early.')
/** A stream's fault is told by whoever waits for the stream; unheard it would end the process. */
const seen = () => {}
const noFile = () => invalid('file', 'Send one file, in the field “file”.')

/** What the headers alone tell: refused before a byte is read. */
export function refuseByHeaders(request: HonoRequest): void {
  const type = request.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'multipart/form-data')
    throw new Refusal(415, 'wrong_type', 'The body has to be multipart/form-data.')
  if (Number(request.header('Content-Length') ?? 0) > fileLimit + wrapping) throw tooLarge()
}

/** Hands the file's bytes to `store` and answers what they were; refuses anything but exactly one file. */
export async function receiveFile(
  request: HonoRequest,
  store: (bytes: Bytes) => Promise<number>,
): Promise<Received> {
  if (!request.raw.body) throw unparsable()
  const stopping = new AbortController()
  let refusal: unknown
  let arriving: Readable | undefined
  let stored: Promise<Received> | undefined
  const refuse = (reason: unknown) => {
    refusal ??= reason
    stopping.abort()
  }

  const parser = openParser(request).on('error', seen)
  parser.on('field', (name) =>
    refuse(name === 'file' ? noFile() : invalid(name, `There is no field “${name.slice(0, 60)}” to set.`)),
  )
  parser.on('filesLimit', () => refuse(noFile()))
  parser.on('file', (field, bytes, sentName) => {
    if (field !== 'file') {
      bytes.resume()
      refuse(invalid(field, `There is no field “${String(field).slice(0, 60)}” to set.`))
      return
    }
    arriving = bytes.on('error', seen)
    const looking = lookAt(cleanFileName(sentName), bytes)
    stored = store(looking.bytes).then(looking.facts)
    stored.catch(refuse)
  })

  const body = Readable.fromWeb(request.raw.body as Parameters<typeof Readable.fromWeb>[0]).on('error', seen)
  try {
    await pipeline(body, parser, { signal: stopping.signal })
  } catch {
    refusal ??= unparsable()
    arriving?.destroy(unparsable())
  }
  // Whoever stores has to be through, or there would be something to clean up after the answer.
  const received = await stored?.catch(refuse)
  if (refusal) throw refusal
  if (!received) throw noFile()
  return received
}

function openParser(request: HonoRequest) {
  try {
    return new Busboy({
      headers: { 'content-type': request.header('Content-Type') ?? '' } as BusboyHeaders,
      limits: { files: 1, fields: 1, parts: 3, fieldSize: 100, headerPairs: 50, headerSize: 16_384 },
      preservePath: true,
    })
  } catch {
    throw unparsable()
  }
}

/** The same bytes, counted, digested and compared with what the name claims, as early as that can be said. */
function lookAt(name: string, bytes: Bytes): { bytes: Bytes; facts: (size: number) => Received } {
  const hash = createHash('sha256')
  let head = Buffer.alloc(0)
  let type: string | undefined
  async function* looked() {
    let size = 0
    for await (const chunk of bytes) {
      size += chunk.byteLength
      if (size > fileLimit) throw tooLarge()
      hash.update(chunk)
      if (type === undefined) {
        head = Buffer.concat([head, chunk])
        if (head.length >= headSize) type = typeOfFile(name, head.subarray(0, headSize))
      }
      yield chunk
    }
    if (size === 0) throw invalid('file', 'The file is empty.')
    type ??= typeOfFile(name, head)
  }
  return {
    bytes: looked(),
    facts: (size) => ({
      name,
      size,
      type: type ?? 'application/octet-stream',
      digest: hash.digest('base64url'),
    }),
  }
}

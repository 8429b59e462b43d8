/** Reads a JSON body: of the right type, not larger than agreed, parsed or refused in a sentence. */
import type { HonoRequest } from 'hono'
import { Refusal } from '#src/core/errors.ts'

export const bodyLimit = 1_000_000

const tooLarge = () => new Refusal(413, 'too_large', 'The body is larger than 1 MB.')

/** The body as JSON; an empty one is an empty object. */
export async function readJson(request: HonoRequest, limit = bodyLimit): Promise<unknown> {
  if (Number(request.header('Content-Length') ?? 0) > limit) throw tooLarge()
  const stream = request.raw.body
  if (!stream) return {}
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  if (size === 0) return {}
  const type = request.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new Refusal(415, 'wrong_type', 'The body has to be application/json.')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    throw new Refusal(400, 'unparsable', 'The body is not JSON in UTF-8.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(422, 'invalid', 'The body has to be a JSON object.')
  return value
}

/** A file that UpCRM itself writes: its pieces flow into the storage as they come, and it is kept like an upload. */
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { Call } from '#src/core/operation.ts'
import { fileStorage } from './storage.ts'

/** Writes the file and answers its id. Whatever goes wrong, nothing is left of it. */
export async function keepWritten(
  call: Call,
  { name, type }: { name: string; type: string },
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<string> {
  const { id, storageKey } = await call('file.begin', {})
  const hash = createHash('sha256')
  async function* bytes() {
    for await (const piece of pieces) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    const size = await fileStorage().write(storageKey, bytes())
    await call('file.keep', { id, name, size, type, digest: hash.digest('base64url') })
  } catch (error) {
    await fileStorage().remove(storageKey)
    await call('file.drop', { id })
    throw error
  }
  return id
}

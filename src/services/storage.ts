/**
 * Where the bytes of files lie: a folder here, or any other place that can do these three things. Keys are random and
 * ours; no name that people gave ever becomes part of a path.
 */
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '#src/core/errors.ts'
import { newToken } from '#src/core/tokens.ts'

export type Bytes = AsyncIterable<Uint8Array>

export interface Storage {
  /** Stores what comes and answers how many bytes it was. Whatever goes wrong, nothing is left under the key. */
  write(key: string, bytes: Bytes): Promise<number>
  /** The bytes under a key, as they are wanted. Throws on the first one when there are none. */
  read(key: string): Bytes
  /** Leaves nothing under the key; having nothing there is no fault. */
  remove(key: string): Promise<void>
}

/** 192 random bits below the organization's own folder. */
export const newStorageKey = (organizationId: string) => `${organizationId}/${newToken()}`

const keyPattern = /^[0-9a-f-]{36}\/[\w-]{32}$/

/** Files in a folder that only this user may open. */
export function folderStorage(folder: string): Storage {
  const pathOf = (key: string) => {
    if (!keyPattern.test(key)) throw new Error('This is no storage key.')
    return join(folder, key)
  }
  return {
    async write(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const unfinished = `${path}.part`
      try {
        const size = await writeDurably(unfinished, bytes)
        await rename(unfinished, path)
        await syncFolder(dirname(path))
        return size
      } catch (error) {
        await rm(unfinished, { force: true })
        throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? noRoom() : error
      }
    },
    read: (key) => createReadStream(pathOf(key)),
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

const noRoom = () =>
  new Refusal(503, 'no_room', 'There is no room left for files. Nothing was stored.', { retryAfter: 600 })

async function writeDurably(path: string, bytes: Bytes): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  try {
    let size = 0
    for await (const chunk of bytes) {
      await file.writeFile(chunk)
      size += chunk.byteLength
    }
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}

/** A new name in a folder outlives a power cut only when the folder was written too. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

let current: Storage | undefined

/** Says where the operations of this process keep files. */
export function setStorage(storage: Storage): void {
  current = storage
}

/** Where files are kept. */
export function fileStorage(): Storage {
  if (!current) throw new Error('Nobody said where files are kept.')
  return current
}

/** ZIP files, written entry by entry as their bytes come: memory holds a piece of one entry, however many there are. */
import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface ZipEntry {
  name: string
  bytes: AsyncIterable<string | Uint8Array>
  /** PDFs are compressed already. */
  compress: boolean
}

/** Names of entries are paths inside of the archive; whoever makes them keeps them free of anything else. */
export async function* zipOf(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = new PassThrough()
  zip.outputStream.pipe(output)
  const fail = (error: Error) => void output.destroy(error)
  zip.on('error', fail)
  const mtime = new Date()
  let current: Readable | undefined
  const adding = (async () => {
    for await (const { name, bytes, compress } of entries) {
      if (output.destroyed) return
      current = Readable.from(bytes, { objectMode: false })
      zip.addReadStream(current, name, { mtime, compress })
      // The next one is only fetched when this one has gone.
      await finished(current)
    }
    zip.end()
  })()
  adding.catch(fail)
  try {
    yield* output as AsyncIterable<Uint8Array>
    await adding
  } finally {
    // Whoever takes the bytes has given up, or something failed: nothing is left open.
    output.destroy()
    current?.destroy()
  }
}

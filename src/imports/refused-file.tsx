/** The refused rows as a file: made by the server, then downloaded. */
import { useDeed } from '#src/web/deed.ts'
import { download } from '#src/web/download.ts'

export function useRefusedFile(id: string) {
  const deed = useDeed('POST /imports/:id/refusals', { touches: [] })
  return {
    busy: deed.busy,
    download: () =>
      void deed.run({ id }).then(({ output }) => {
        if (output) download(output.fileId)
      }),
  }
}

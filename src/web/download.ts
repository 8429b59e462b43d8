/** Downloads a file that the server keeps: `download(fileId)`. */
import { fileAddress } from './upload.ts'

export function download(fileId: string) {
  const link = document.createElement('a')
  link.href = fileAddress(fileId)
  // The server says its name.
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}

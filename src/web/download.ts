/** Downloads a file that the server keeps: `download(fileId)`. It carries the name that the server gives it. */
import { fileAddress } from './upload.ts'

export function download(fileId: string, organization?: string) {
  const link = document.createElement('a')
  link.href = fileAddress(fileId, organization)
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}

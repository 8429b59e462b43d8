/**
 * Files: `upload(file, { onProgress, signal })` answers `{ id, name, size, type }`; operations then take the `fileId`.
 * `fileAddress(id)` is where one is downloaded, for links and images, which can send no headers.
 */
import { base, Failure, newKey, organizationInAddress, problemOf } from './api.ts'

export interface Uploaded {
  id: string
  name: string
  size: number
  type: string
}

interface UploadOptions {
  /** From 0 to 1. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/** XMLHttpRequest, because fetch cannot tell how far an upload is. */
export function upload(file: File, { onProgress, signal }: UploadOptions = {}): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${base}/files`)
    request.responseType = 'json'
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Idempotency-Key', newKey())
    const organization = organizationInAddress()
    if (organization) request.setRequestHeader('UpCRM-Organization', organization)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    request.onload = () => {
      if (request.status < 300) resolve(request.response as Uploaded)
      else reject(new Failure(request.status, problemOf(request.response)))
    }
    request.onerror = () => reject(new Failure(0, {}))
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    const body = new FormData()
    body.append('file', file)
    request.send(body)
  })
}

export function fileAddress(id: string, organization = organizationInAddress()) {
  return `${base}/files/${encodeURIComponent(id)}${organization ? `?organization=${encodeURIComponent(organization)}` : ''}`
}

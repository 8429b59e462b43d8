/** Reads a PDF as others do: its text page by page, what is inside, and what it says about itself. */
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

export async function readPdf(bytes: Uint8Array) {
  // It takes the bytes it is given for itself.
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS })
  const document = await task.promise
  const pages: string[] = []
  const sizes: number[][] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')
    pages.push(text.replace(/[\u00a0\u2009\u202f]/g, ' '))
    sizes.push(page.view.slice(2).map(Math.round))
  }
  const attachments: { name: string; text: string }[] = []
  for (const [id, { filename, content }] of (await document.getAttachments()) ?? []) {
    const bytes = content ?? (await document.getAttachmentContent(id)) ?? new Uint8Array()
    attachments.push({ name: filename, text: Buffer.from(bytes).toString('utf8') })
  }
  const { info, metadata } = await document.getMetadata()
  const xmp = (metadata as unknown as { getRaw(): string } | null)?.getRaw() ?? ''
  await task.destroy()
  return { pages, text: pages.join('\n'), sizes, attachments, info: info as Record<string, unknown>, xmp }
}

/**
 * Notes as people wrote them: Markdown made safe. Links lead to http, https and mailto only and tell the other side
 * nothing; images are shown as links, so that opening a note asks no other server for anything.
 */
import DOMPurify from 'dompurify'
import { Marked } from 'marked'
import { useMemo } from 'react'
import classes from './markdown.module.css'

const marked = new Marked({ gfm: true, breaks: true, async: false })

const allowedTags =
  'p br b strong i em del s u code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td input'.split(
    ' ',
  )
const safeAddress = /^(?:https?:|mailto:)/i

const purifier = DOMPurify(window)
purifier.addHook('uponSanitizeElement', (node) => {
  // An image would be fetched from elsewhere; its address stays as a link.
  if (!(node instanceof HTMLImageElement)) return
  const source = node.getAttribute('src') ?? ''
  const link = document.createElement('a')
  if (safeAddress.test(source)) link.setAttribute('href', source)
  link.textContent = node.getAttribute('alt') || source
  node.replaceWith(link)
})
purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node instanceof HTMLAnchorElement) {
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noopener noreferrer nofollow')
  }
  if (node instanceof HTMLInputElement) {
    // The only inputs Markdown makes are the boxes of a task list.
    node.setAttribute('type', 'checkbox')
    node.setAttribute('disabled', '')
  }
})

export function safeHtml(text: string): string {
  return purifier.sanitize(marked.parse(text) as string, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: ['href', 'title', 'checked', 'disabled', 'type', 'start', 'align'],
    ALLOWED_URI_REGEXP: safeAddress,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  })
}

export function Markdown({ text }: { text: string }) {
  const html = useMemo(() => safeHtml(text), [text])
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized in the line above, by the one place that does it
    <div className={classes.markdown} dangerouslySetInnerHTML={{ __html: html }} />
  )
}

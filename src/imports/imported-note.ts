import { wordsOf } from '#src/core/fold-text.ts'
import { remarkHeadings } from './headings.ts'
import type { NoteLine } from './read-row.ts'

/** Text of a file as it stands there, whatever Markdown would make of it. */
const asMarkdown = (text: string) =>
  text
    .replace(/[\\`*_[\]<>~|&#]/g, '\\$&')
    .replace(/^([ \t]*)([-+=]|\d+[.)])(?=\s|$|-|=)/gm, '$1\\$2')
    .replace(/\r\n?|\n/g, '  \n')

/** The note about what a row says that has no field: remarks first, then the rest under its headings. */
export function importedNote(lines: readonly NoteLine[]): string | null {
  if (lines.length === 0) return null
  const isRemark = ({ heading }: NoteLine) => remarkHeadings.has(wordsOf(heading))
  const remarks = lines.filter(isRemark).map(({ text }) => asMarkdown(text))
  const others = lines
    .filter((line) => !isRemark(line))
    .map(({ heading, text }) => `- ${asMarkdown(heading)}: ${asMarkdown(text).replaceAll('\n', '\n  ')}`)
  return [...remarks, ...(others.length > 0 ? [others.join('\n')] : [])].join('\n\n')
}

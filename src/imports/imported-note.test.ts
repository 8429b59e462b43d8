import { expect, test } from 'vitest'
import { importedNote } from './imported-note.ts'

test('the imported note says what had no field, as plain text', () => {
  expect(importedNote([])).toBeNull()
  expect(
    importedNote([
      { heading: 'Umsatz 2025', text: '14.200,00' },
      { heading: 'Notes', text: 'Met *at* the fair\n- <script> [x](y)' },
      { heading: 'Kundennr_alt', text: '1. K\n2. L' },
    ]),
  ).toBe(
    'Met \\*at\\* the fair  \n\\- \\<script\\> \\[x\\](y)\n\n- Umsatz 2025: 14.200,00\n- Kundennr\\_alt: \\1. K  \n  \\2. L',
  )
})

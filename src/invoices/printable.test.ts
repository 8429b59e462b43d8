import pdfmake from 'pdfmake'
import { expect, it } from 'vitest'
import { writePdf } from '#src/services/pdf.ts'
import { nobody } from './parties.ts'
import { printable, printProblemsOf, unprintable } from './printable.ts'

/** Which characters the font files have, asked of whoever embeds them. */
async function charactersOf(bold: boolean): Promise<Set<number>> {
  await writePdf({
    title: 'x',
    author: 'x',
    language: 'en',
    createdAt: new Date(0),
    size: 'A4',
    margins: [40, 40, 40, 40],
    content: 'x',
    head: '',
    foot: { text: '', columns: [''], page: '' },
    styles: {},
    images: {},
  })
  const made = pdfmake.createPdf({ content: { text: 'x', bold }, defaultStyle: { font: 'Inter' } })
  const document = (await made.getStream()) as unknown as {
    provideFont(family: string, bold: boolean, italics: boolean): { font: { characterSet: number[] } }
  }
  return new Set(document.provideFont('Inter', bold, false).font.characterSet)
}

/** What is in the font and not printed as it is: shows nothing, or belongs to studio but the font. */
const leftOut = (code: number) =>
  code < 0x20 ||
  [0x200b, 0xfeff, 0x2dff].includes(code) ||
  (code >= 0xe000 && code <= 0xf8ff) ||
  String.fromCodePoint(code).normalize('NFC') !== String.fromCodePoint(code)

it('knows exactly what the typeface has, in both weights', async () => {
  for (const bold of [false, true]) {
    const has = await charactersOf(bold)
    expect(has.size).toBeGreaterThan(2500)
    const wrong: string[] = []
    for (let code = 0x20; code <= 0x1ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const text = String.fromCodePoint(code)
      if (printable(text) === text && text !== '?' && !has.has(code))
        wrong.push(`${code.toString(16)} is not there`)
      if (has.has(code) && !leftOut(code) && printable(text) !== text)
        wrong.push(`${code.toString(16)} is there`)
    }
    expect(wrong).toEqual([])
  }
}, 60_000)

it('keeps Latin, Cyrillic and Greek, and says what is printed as a question mark', () => {
  const fine = 'Zażółć gęślą jaźń – Größe “ß” Łódź, Київ ґ ѣ, Ἀθῆναι, Đặng, İstanbul, 5 €, ½, №\nnext'
  expect(printable(fine)).toBe(fine)
  expect(unprintable(fine)).toEqual([])
  // In another dress, or with marks that show nothing.
  expect(printable('ＡＢＣ ﬁ １２')).toBe('ABC fi 12')
  expect(printable('e\u0301tude\u200b\u202e\u00ad\ttab\r\nline\u2028end')).toBe('étude tab\nline\nend')
  expect(unprintable('e\u0301tude\u200b\u202e')).toEqual([])
  // One for each character as people count them, and nothing silently gone.
  expect(printable('山田 👨‍👩‍👧 محمد')).toBe('?? ? ????')
  expect(unprintable('山田山 👍🏽')).toEqual(['山', '田', '👍🏽'])
})

it('is said of each field before issuing, and blocks nothing', () => {
  const studio = { ...nobody, name: 'Studio' }
  const line = {
    description: 'Vase 花瓶',
    quantity: '1',
    unit: null,
    unitPrice: '1',
    discountPercent: null,
    taxCategory: 'S' as const,
    taxRate: '19',
    gross: 100,
    discount: 0,
    net: 100,
  }
  const plain = {
    reference: null,
    orderReference: null,
    note: null,
    paymentTerms: null,
    exemptionReason: null,
  }
  const problems = printProblemsOf({
    ...plain,
    seller: studio,
    buyer: { ...studio, name: '株式会社山田太郎商店' },
    lines: [{ ...line, description: 'Design' }, line],
  })
  expect(problems).toEqual([
    {
      path: 'buyer',
      blocks: false,
      message:
        'The PDF has no letters for 株 式 会 社 山 田 太 郎 … and prints “?” there. The e-invoice holds the whole text.',
    },
    {
      path: 'lines.1.description',
      blocks: false,
      message: 'The PDF has no letters for 花 瓶 and prints “?” there. The e-invoice holds the whole text.',
    },
  ])
})

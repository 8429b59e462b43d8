import { describe, expect, it } from 'vitest'
import { readPdf } from '#db/test-pdf.ts'
import { writePdf } from '#src/services/pdf.ts'
import { codePicture, epcText } from './epc-code.ts'
import { type Paper, pagesOf } from './paper.ts'
import { paperWords } from './paper-words.ts'
import { buyer, paperOf, partyOf, seller } from './paper-world.ts'
import { languages } from './schema.ts'

const print = async (paper: Paper) => readPdf(await writePdf(pagesOf(paper)))

/** Each of these stands there. */
function expectAll(text: string, parts: readonly string[]): void {
  const flat = text.replace(/\s+/g, ' ')
  expect(parts.filter((part) => !flat.includes(part)).map((part) => `${part} is not in: ${flat}`)).toEqual([])
}

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    description: `Step ${i + 1}.`,
    quantity: String(i + 1),
    unit: 'hour',
  }))

describe('an invoice on paper', () => {
  it('says all that is on it', async () => {
    const { text, pages, sizes } = await print(paperOf())
    expect(pages).toHaveLength(1)
    expect(sizes).toEqual([[595, 842]])
    expectAll(text, [
      'Studio Halden GmbH · Musterweg 12 · 10119 Berlin',
      'Brandl Metallbau GmbH Thomas Brandl Gewerbering 4 83022 Rosenheim',
      'Invoice 2026-0149',
      'Issued 23 November 2026 Due 23 December 2026 Period 1 – 20 November 2026 Reference Relaunch Order number 4500-118',
      'Description Quantity Price VAT Net',
      'Relaunch: design sprint 3 day 960.00 19% 2,880.00',
      'Front-end development 10% off 2,072.00 18.5 hour 112.00 19% 1,864.80',
      'Printed catalogue 32 pages 250 piece 2.345 7% 586.25',
      'Subtotal 5,331.05',
      'VAT 19% on 4,744.80 901.51',
      'VAT 7% on 586.25 41.04',
      'Total EUR 6,273.60',
      'Thank you for the good work together.',
      'Within 30 days without deduction.',
      'Account holder Studio Halden GmbH IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX Payment reference 2026-0149',
      'Pay by banking app',
      'VAT id DE123456789 Tax number 37/123/45678 Registration HRB 12345 B',
      'office@halden.example +49 30 1234567 Page 1 of 1',
    ])
  })

  it('goes over several pages, each with the table’s head, the seller’s foot and its number', async () => {
    const { pages } = await print(
      paperOf(
        { lines: many(90), language: 'de', discountPercent: '10', prepaidAmount: 50_000 },
        {
          settings: {
            paper: 'A4',
            footer: 'Geschäftsführerin: Lena Hartmann\nAmtsgericht Berlin',
            taxLabel: 'VAT',
          },
        },
      ),
    )
    expect(pages.length).toBeGreaterThan(3)
    for (const [i, page] of pages.entries()) {
      expectAll(page, [`Seite ${i + 1} von ${pages.length}`, 'USt-IdNr. DE123456789', 'Amtsgericht Berlin'])
      if (/Step \d/.test(page)) expectAll(page, ['Bezeichnung Menge Einzelpreis USt. Netto'])
      if (i > 0) expectAll(page, ['Rechnung 2026-0149 · Studio Halden GmbH'])
    }
    const whole = pages.join('\n')
    for (let i = 1; i <= 90; i++) expect(whole.split(`Step ${i}.`)).toHaveLength(2)
    expectAll(pages.at(-1)!, [
      'Zwischensumme 409.500,00',
      'Rabatt 10 % -40.950,00',
      'Summe ohne USt. 368.550,00',
      'USt. 19 % auf 368.550,00 70.024,50',
      'Gesamtbetrag EUR 438.574,50',
      'Bereits gezahlt -500,00',
      'Zahlbetrag EUR 438.074,50',
    ])
  })

  it('bears names of all Latin, Cyrillic and Greek letters, wraps long ones, and marks what it cannot print', async () => {
    const names = [
      'Przedsiębiorstwo „Zażółć Gęślą Jaźń” Spółka z ograniczoną odpowiedzialnością Spółka komandytowa',
      'Αφοί Παπαδόπουλοι Α.Ε.',
      'ТОВ «Їжак і ґава», Київ',
      'Größenwahn Straßenbau Österreich',
    ]
    for (const name of names)
      expectAll((await print(paperOf({ buyer: { ...buyer, name } }))).text, [
        name.slice(0, 20),
        name.slice(-12),
      ])
    const { text } = await print(paperOf({ buyer: { ...buyer, name: '山田 Trading' } }))
    expectAll(text, ['?? Trading'])
    const unbroken = 'Ж'.repeat(900)
    const { pages } = await print(
      paperOf({ lines: [{ description: unbroken }, { description: `top${'\nrow'.repeat(300)}` }] }),
    )
    expect(pages.join('').split('Ж').length - 1).toBe(900)
    expect(pages.join('').split('row').length - 1).toBe(300)
  })

  it('of which nothing is to be paid, or not in euros, has no code', () => {
    const text = epcText(paperOf().invoice)
    expect(text).toBe(
      'BCD\n002\n1\nSCT\nCOBADEFFXXX\nStudio Halden GmbH\nDE89370400440532013000\nEUR6273.60\n\n\n2026-0149',
    )
    expect(codePicture(text!)).toMatch(
      /^<svg [^>]*viewBox="0 0 (\d+) \1"><path fill="#000000" d="(M[\d ]+h\d+v1h-\d+z)+"\/><\/svg>$/,
    )
    const long = { ...seller, name: 'Ż'.repeat(90), iban: 'de89 3704 0044 0532 0130 00', bic: null }
    const longText = epcText(paperOf({ seller: long }).invoice)
    expect(longText?.split('\n').slice(4, 7)).toEqual(['', 'Ż'.repeat(70), 'DE89370400440532013000'])
    expect(codePicture(longText!)).toContain('<path')
    const most = { lines: [{ unitPrice: '999999999.99', taxCategory: 'Z' as const, taxRate: '0' }] }
    expect(epcText(paperOf(most).invoice)).toContain('EUR999999999.99')
    for (const none of [
      paperOf({ currency: 'USD' }),
      paperOf({ type: 'credit_note' }),
      paperOf({ number: null }),
      paperOf({ seller: { ...seller, iban: null } }),
      paperOf({ prepaidAmount: 627_360 }),
      paperOf({ lines: [{ unitPrice: '1000000000', taxCategory: 'Z', taxRate: '0' }] }),
    ])
      expect(epcText(none.invoice)).toBeNull()
  })

  it('as a credit note names what it corrects, and asks for nothing', async () => {
    const preceding = { number: '2026-0149', issuedOn: '2026-11-23' }
    const { text } = await print(
      paperOf(
        { type: 'credit_note', number: 'C2026-0001', language: 'fr', paymentTerms: null },
        { preceding },
      ),
    )
    expectAll(text, [
      'Avoir C2026-0001',
      'Rectifie la facture 2026-0149 du 23 novembre 2026',
      'Total EUR 6 273,60',
    ])
    expect(text).not.toMatch(/application bancaire|Titulaire|Échéance/)
  })

  it('says why no tax is charged, in its language and as the seller wrote it', async () => {
    const reason = 'Umsatzsteuerfrei nach § 4 Nr. 21 UStG'
    const said = async (
      language: 'de' | 'pl',
      lines: Paper['invoice']['taxes'][number]['category'][],
      own: string | null,
    ) =>
      (
        await print(
          paperOf({
            language,
            exemptionReason: own,
            lines: lines.map((taxCategory) => ({ taxCategory, taxRate: taxCategory === 'S' ? '19' : '0' })),
          }),
        )
      ).text
    expectAll(await said('de', ['AE'], null), [
      'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).',
      'USt. 0 % auf 100,00 0,00',
    ])
    expectAll(await said('pl', ['K'], 'Art. 42 ustawy'), ['Wewnątrzwspólnotowa dostawa', 'Art. 42 ustawy'])
    const mixed = await said('de', ['S', 'E', 'G'], reason)
    expectAll(mixed, [reason, 'Steuerfreie Ausfuhrlieferung.'])
    expect(mixed.split(reason)).toHaveLength(2)
    const outside = await said('de', ['O'], null)
    expectAll(outside, ['Nicht steuerbar.', 'USt. auf 100,00 0,00'])
  })

  it('on Letter and in other currencies is written as people there write', async () => {
    const american = partyOf({
      name: 'Acme & Sons <LLC>',
      address: {
        line1: '1 Road',
        line2: null,
        postalCode: '94105',
        city: 'San Francisco',
        region: 'CA',
        country: 'US',
      },
    })
    const settings = { paper: 'Letter', footer: null, taxLabel: 'Sales tax' } as const
    const letter = await print(
      paperOf({ currency: 'USD', buyer: american, paymentLink: 'https://pay.example/1' }, { settings }),
    )
    expect(letter.sizes).toEqual([[612, 792]])
    expectAll(letter.text, [
      'Acme & Sons <LLC> 1 Road San Francisco, CA 94105 United States',
      'Issued November 23, 2026',
      'Sales tax 7% on 586.25 41.04',
      'Total USD 6,273.60',
      'Pay online: https://pay.example/1',
    ])
    const yen = await print(paperOf({ currency: 'JPY', lines: [{ unitPrice: '1234567', quantity: '3' }] }))
    expectAll(yen.text, ['3 1,234,567 19% 3,703,701', 'Total JPY 4,407,404'])
    const dinar = await print(
      paperOf({
        currency: 'BHD',
        pricesIncludeTax: true,
        lines: [{ unitPrice: '1.2345', quantity: '3.123456' }],
      }),
    )
    expectAll(dinar.text, ['Price incl. VAT', '3.123456 1.2345 19% 3.240', 'Total BHD 3.856'])
    const largest = await print(
      paperOf({
        lines: [{ unitPrice: '999999999999.99', taxCategory: 'Z', taxRate: '0', unit: 'lump sum' }],
      }),
    )
    expectAll(largest.text, ['1 lump sum 999,999,999,999.99 0% 999,999,999,999.99'])
  })

  it('as a draft says so on each page, and where it says what it says is the same in each language', async () => {
    const { pages, attachments } = await print(
      paperOf({ number: null, issuedAt: null, status: 'draft', lines: many(60) }),
    )
    expectAll(pages[0]!, ['Invoice draft'])
    for (const page of pages) expect(page.split(/\bdraft/).length - 1).toBe(2)
    expect(attachments).toEqual([])
    const keysOf = (words: object) => Object.keys(words).sort()
    for (const language of languages) {
      const words = paperWords[language]
      expect(keysOf(words)).toEqual(keysOf(paperWords.en))
      const { text } = await print(paperOf({ language, discountPercent: '5', prepaidAmount: 100 }))
      expectAll(text, [words.invoice, words.issuedOn, words.quantity, words.payByApp])
      // Nothing is left to be filled in, and no letter is missing.
      expect(text).not.toMatch(/[{}?]/)
    }
  })

  it('prints a footer that is too long for the foot once, at the end', async () => {
    const footer = 'We deliver under our terms of trade, to be found at our door. '.repeat(16).trim()
    const { pages } = await print(
      paperOf({ lines: many(40) }, { settings: { paper: 'A4', footer, taxLabel: 'VAT' } }),
    )
    expect(pages.join('').replace(/\s+/g, ' ').split('terms of trade').length - 1).toBe(16)
  })
})

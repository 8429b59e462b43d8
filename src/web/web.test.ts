/** The pure parts of the browser's floor: what an address holds, what is followed, how values are written. */
import { describe, expect, it } from 'vitest'
import { folded, marked } from './fold.ts'
import { formats } from './formats.ts'
import { parseSearch, stringifySearch } from './list-search.ts'
import { safeReturn } from './session.ts'

describe('addresses', () => {
  it('hold texts and lists of texts, and nothing is lost on the way there and back', () => {
    const values = { status: ['lead', 'active'], tag: '123', search: 'Müller & Söhne', sort: '-createdAt' }
    expect(parseSearch(stringifySearch(values))).toEqual(values)
    expect(stringifySearch({ search: '', sort: undefined, tag: null, status: [] })).toBe('')
    expect(parseSearch('?id=007&flag=true')).toEqual({ id: '007', flag: 'true' })
  })

  it('are followed after signing in only when they lead into this site', () => {
    expect(safeReturn('/o/halden/clients?status=lead')).toBe('/o/halden/clients?status=lead')
    expect(safeReturn('/accept-invitation#token')).toBe('/accept-invitation#token')
    const elsewhere = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      'o/halden',
      '',
      undefined,
      ['/a', '/b'],
    ]
    for (const one of elsewhere) expect(safeReturn(one), String(one)).toBeUndefined()
  })
})

describe('text', () => {
  it('is compared without accents and capitals, and a hit is marked where it stands', () => {
    expect(folded('Wójcik Łódź Größe')).toBe('wojcik lodz grosse')
    expect(marked('Katarzyna Wójcik', 'woj')).toEqual([
      { text: 'Katarzyna ', hit: false },
      { text: 'Wój', hit: true },
      { text: 'cik', hit: false },
    ])
    expect(marked('Straße 5', 'strass')).toEqual([
      { text: 'Straß', hit: true },
      { text: 'e 5', hit: false },
    ])
    expect(marked('Lumen', 'kat')).toEqual([{ text: 'Lumen', hit: false }])
    expect(marked('Lumen', ' ')).toEqual([{ text: 'Lumen', hit: false }])
  })
})

describe('values', () => {
  const vienna = formats('de-AT', 'Europe/Vienna', 'en')
  const now = new Date('2026-11-23T08:23:00Z')

  it('are written the way of the locale, the words in the language of the page', () => {
    expect(vienna.money(731240, 'EUR').replace(/\s/g, ' ')).toBe('€ 7.312,40')
    expect(formats('ja-JP', 'Asia/Tokyo', 'en').money(1500, 'JPY')).toMatch(/1,500$/)
    expect(formats('en-GB', 'Europe/London', 'en').money(1234567, 'KWD')).toMatch(/1,234\.567$/)
    expect(vienna.date('2026-11-20T08:00:00Z', now)).toBe('Fri 20 Nov')
    expect(vienna.date('2025-11-20T08:00:00Z', now)).toBe('20 Nov 2025')
    expect(vienna.day('1985-03-14')).toBe('14 Mar 1985')
    expect(vienna.day('--03-14')).toBe('14 March')
  })

  it('count days by the calendar of the person, through midnight and summer time', () => {
    // 23:30 UTC is already tomorrow in Vienna.
    expect(vienna.dayOf('2026-11-22T23:30:00Z')).toBe('2026-11-23')
    expect(vienna.daysFromNow('2026-11-22T22:59:00Z', now)).toBe(-1)
    expect(vienna.daysFromNow('2026-11-22T23:01:00Z', now)).toBe(0)
    const beforeSummer = new Date('2026-03-28T12:00:00Z')
    expect(vienna.daysFromNow('2026-03-29T12:00:00Z', beforeSummer)).toBe(1)
    expect(vienna.ago('2026-11-23T08:12:00Z', now)).toBe('11 min ago')
    expect(vienna.ago('2026-11-23T08:22:50Z', now)).toBe('now')
    expect(vienna.ago('2026-11-22T20:00:00Z', now)).toBe('yesterday')
    expect(vienna.ago('2026-11-24T20:00:00Z', now)).toBe('tomorrow')
    expect(vienna.ago('2024-11-01T00:00:00Z', now)).toBe('2 yr ago')
  })
})

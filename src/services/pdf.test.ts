import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readPdf } from '#db/test-pdf.ts'
import { type Pages, writePdf } from './pdf.ts'
import { makePdf } from './pdf-writer.ts'
import { isPrintable } from './picture.ts'

const xml = '<?xml version="1.0" encoding="UTF-8"?>\n<a>Zażółć & гроші</a>\n'.replace('&', '&amp;')

const pages = (more: Partial<Pages> = {}): Pages => ({
  title: 'Rechnung 2026-0149',
  author: 'Müller & Söhne <GmbH>',
  language: 'de',
  createdAt: new Date('2026-11-23T10:00:00.000Z'),
  size: 'A4',
  margins: [70, 42, 56, 80],
  content: ['Grüße, Łódź, Αθήνα, Київ', { text: 'halb fett', bold: true }],
  head: 'Rechnung 2026-0149',
  foot: { text: '', columns: ['left', 'right'], page: 'Seite {page} von {pages}' },
  styles: {},
  images: {},
  ...more,
})

const chunk = (type: string, data: Buffer) => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

/** A PNG of so many points; `data` is what is packed into it. */
function png(width: number, height: number, color: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, color, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
const withAlpha = png(2, 2, 6, Buffer.alloc(2 * (1 + 2 * 4), 1))

/** The objects that are not packed, and the streams that are, as text. */
function insideOf(bytes: Uint8Array): { objects: string; streams: string[] } {
  const objects = Buffer.from(bytes).toString('latin1')
  const parts = [...objects.matchAll(/\/FlateDecode[\s\S]*?stream\n([\s\S]*?)\nendstream/g)]
  const streams = parts.map(([, packed = '']) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
  return { objects, streams }
}

describe('a PDF', () => {
  it('is what PDF/A-3b asks for, as far as can be seen without its validator', async () => {
    const bytes = await writePdf(pages({ invoiceXml: xml }))
    const { objects, streams } = insideOf(bytes)
    expect(objects.slice(0, 9)).toBe('%PDF-1.7\n')
    // A comment of bytes that no program takes for text.
    expect(objects.slice(9, 14)).toMatch(/^%[\x80-\xff]{4}$/)
    expect(objects).toMatch(/\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/)
    expect(objects).not.toMatch(
      /\/Encrypt|\/JavaScript|\/OpenAction|\/AA\b|\/Interpolate|\/LZWDecode|\/DeviceCMYK/,
    )
    expect(objects).toMatch(/\/OutputIntents \[/)
    expect(objects).toMatch(/\/S \/GTS_PDFA1/)
    expect(objects).toMatch(/\/Lang \(de\)/)
    // Each font is inside, with a way back to text.
    const fonts = [...objects.matchAll(/\/BaseFont \/([A-Z]{6}\+)?([\w-]+)/g)].map(([, tag, name]) => [
      !!tag,
      name,
    ])
    expect(new Set(fonts.map(([, name]) => name))).toEqual(new Set(['Inter-Regular', 'Inter-SemiBold']))
    expect(fonts.every(([isPart]) => isPart)).toBe(true)
    expect(objects.match(/\/FontFile2/g)).toHaveLength(2)
    expect(objects.match(/\/ToUnicode/g)).toHaveLength(2)
    // Nothing shines through, and no glyph is the box that stands for none.
    expect([...objects.matchAll(/\/(?:ca|CA) ([\d.]+)/g)].filter(([, value]) => value !== '1')).toEqual([])
    expect(objects).not.toMatch(/\/SMask|\/BM \/(?!Normal)/)
    const pagesOnly = streams.filter((text) => /\bTJ\b/.test(text))
    const shown = pagesOnly.flatMap((text) => [...text.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) => hex))
    expect(shown.length).toBeGreaterThan(5)
    expect(shown.filter((hex) => hex.match(/.{4}/g)?.includes('0000'))).toEqual([])
  })

  it('holds the invoice, says so in Factur-X’s own words, and bears names with marks of XML', async () => {
    const bytes = await writePdf(pages({ invoiceXml: xml }))
    const { objects } = insideOf(bytes)
    const { attachments, xmp, info, text } = await readPdf(bytes)
    expect(attachments).toEqual([{ name: 'factur-x.xml', text: xml }])
    expect(objects).toMatch(/\/AF \[\d+ 0 R\]/)
    expect(objects).toMatch(/\/AFRelationship \/Alternative/)
    expect(objects).toMatch(/\/Subtype \/text#2Fxml/)
    expect(objects).toMatch(/\/Params <<[^>]*\/ModDate/)
    for (const field of [
      '<pdfaid:part>3</pdfaid:part>',
      '<pdfaid:conformance>B</pdfaid:conformance>',
      '<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>',
      '<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>',
      '<fx:DocumentType>INVOICE</fx:DocumentType>',
      '<fx:Version>1.0</fx:Version>',
      '<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>',
      '<rdf:li>Müller &amp; Söhne &lt;GmbH&gt;</rdf:li>',
      '<xmp:ModifyDate>2026-11-23T10:00:00Z</xmp:ModifyDate>',
      '<xmp:CreateDate>2026-11-23T10:00:00Z</xmp:CreateDate>',
    ])
      expect(xmp).toContain(field)
    expect(xmp.match(/<pdfaProperty:name>/g)).toHaveLength(4)
    expect(info).toMatchObject({
      Title: 'Rechnung 2026-0149',
      Creator: 'UpCRM',
      ModDate: 'D:20261123100000Z',
    })
    expect(text).toContain('Grüße, Łódź, Αθήνα, Київ')
    expect(text).toContain('Seite 1 von 1')
  })

  it('without an invoice inside claims none', async () => {
    const { attachments, xmp } = await readPdf(await writePdf(pages()))
    expect(attachments).toEqual([])
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(xmp).not.toContain('factur-x')
  })

  it('is the same bytes for the same pages, in this thread or in the other', async () => {
    const here = await writePdf(pages({ invoiceXml: xml }))
    const there = await Promise.all([
      makePdf(pages({ invoiceXml: xml })),
      makePdf(pages({ invoiceXml: xml })),
    ])
    for (const one of there) expect(Buffer.compare(one, here)).toBe(0)
  })

  it('takes in no file and no address, and a fault is its own alone', async () => {
    for (const image of ['/etc/hostname', 'https://upcrm.example/logo.png', 'file:///etc/hostname'])
      await expect(makePdf(pages({ content: { image } }))).rejects.toThrow(/denied|Invalid image/)
    expect((await makePdf(pages())).length).toBeGreaterThan(5000)
  })
})

it('that brings its thread down is refused alone, and those behind it are written', async () => {
  // Rows filtered in a hundredth way are a fault that nobody in the thread can catch.
  const broken = png(2, 2, 6, Buffer.alloc(18, 100))
  const [first, next] = await Promise.allSettled([
    makePdf(pages({ images: { logo: broken }, content: { image: 'logo' } })),
    makePdf(pages()),
  ])
  expect([first.status, next.status]).toEqual(['rejected', 'fulfilled'])
})

describe('a picture', () => {
  it('is printed when it is whole and made for screens', async () => {
    expect(isPrintable(withAlpha)).toBe(true)
    const made = await makePdf(
      pages({ images: { logo: withAlpha }, content: { image: 'logo', fit: [100, 40] } }),
    )
    expect(insideOf(made).objects).toMatch(/\/Subtype \/Image/)
    const frame = (parts: number, marker = 0xc0) =>
      Buffer.from([0xff, 0xd8, 0xff, marker, 0, 17, 8, 0, 9, 0, 9, parts, ...Array(12).fill(1)])
    expect([frame(1), frame(3), frame(3, 0xc2)].map(isPrintable)).toEqual([true, true, true])
    // Four colours are those of a printing press, and C9 is packed as no PDF reader knows it.
    expect([frame(4), frame(3, 0xc9)].map(isPrintable)).toEqual([false, false])
  })

  it('is not when it is cut short, lies about its size or is too large', () => {
    expect(isPrintable(withAlpha.subarray(0, 50))).toBe(false)
    expect(isPrintable(png(2, 2, 6, Buffer.alloc(4)))).toBe(false)
    expect(isPrintable(png(2, 2, 3, Buffer.alloc(6)))).toBe(false)
    // No row is filtered in a hundredth way.
    expect(isPrintable(png(2, 2, 6, Buffer.alloc(18, 100)))).toBe(false)
    expect(isPrintable(png(60_000, 60_000, 6, Buffer.alloc(4)))).toBe(false)
    // A small file that becomes a large one.
    expect(isPrintable(png(2, 2, 6, Buffer.alloc(5_000_000)))).toBe(false)
    expect(isPrintable(Buffer.from('GIF89a'))).toBe(false)
    expect(isPrintable(Buffer.alloc(0))).toBe(false)
  })
})

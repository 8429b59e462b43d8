import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#src/core/errors.ts'
import { detectFile } from './detect-file.ts'
import type { FileRow } from './imported-file.ts'
import { chunked, readAll } from './test-reading.ts'

const readText = (text: string) => readAll(Buffer.from(text))
const cellsOf = (rows: readonly FileRow[]) => rows.map(({ cells }) => cells)

async function refusalOf(bytes: Uint8Array): Promise<string> {
  const error = await detectFile(chunked(bytes, 1000)).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Refusal)
  expect((error as Refusal).status).toBe(422)
  return (error as Refusal).message
}

describe('encoding and separator', () => {
  const list = 'Name;Ort\r\nLenia Günz;Süd "Mitte"\r\n"Zoë; die Zweite";Köln\r\n'
  const rows = [
    ['Lenia Günz', 'Süd "Mitte"'],
    ['Zoë; die Zweite', 'Köln'],
  ]
  test.each([
    ['utf-8', Buffer.from(list), 'utf-8'],
    ['utf-8 with a mark', Buffer.from(`\uFEFF${list}`), 'utf-8'],
    ['utf-16le with a mark', iconv.encode(list, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['utf-16be with a mark', iconv.encode(list, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['utf-16le without', iconv.encode(list, 'utf-16le'), 'utf-16le'],
    ['utf-16be without', iconv.encode(list, 'utf-16be'), 'utf-16be'],
    ['windows-1252', iconv.encode(list, 'windows-1252'), 'windows-1252'],
  ])('%s', async (_, bytes, encoding) => {
    for (const size of [1, 7, 100_000]) {
      const read = await readAll(bytes, size)
      expect(read.file).toMatchObject({ encoding, separator: ';', columns: ['Name', 'Ort'], headingRow: 1 })
      expect(cellsOf(read.rows)).toEqual(rows)
    }
  })

  test('the first umlaut may come late, and one damaged character does not make a file Windows-1252', async () => {
    const many = `Name,City\n${'Anna,Berlin\n'.repeat(40_000)}`
    const late = await readAll(
      Buffer.concat([Buffer.from(many), iconv.encode('Zoë,Köln\n', 'windows-1252')]),
      65_536,
    )
    expect(late.file.encoding).toBe('windows-1252')
    expect(late.rows).toHaveLength(40_001)
    expect(late.rows.at(-1)).toEqual({ row: 40_002, cells: ['Zoë', 'Köln'], problem: null })
    const damaged = Buffer.concat([
      Buffer.from('Name,City\nZoë,Köln\nJürgen,M'),
      Buffer.from([0xfc]),
      Buffer.from('nchen\n'),
    ])
    const read = await readAll(damaged)
    expect(read.file.encoding).toBe('utf-8')
    expect(read.rows[0]?.cells).toEqual(['Zoë', 'Köln'])
  })

  test('UTF-16 that holds half a character gives NUL, which a row is refused for', async () => {
    const bytes = Buffer.concat([
      iconv.encode('Name\tCity\nAnna\tBer', 'utf-16le', { addBOM: true }),
      Buffer.from([0x3d, 0xd8]),
      iconv.encode('lin\n👩‍👧\tBonn\n', 'utf-16le'),
    ])
    const { file, rows } = await readAll(bytes, 1)
    expect(file).toMatchObject({ format: 'tsv', separator: '\t' })
    expect(cellsOf(rows)).toEqual([
      ['Anna', 'Ber\0lin'],
      ['👩‍👧', 'Bonn'],
    ])
  })

  test('the separator is the one that makes a table, whatever stands inside the cells', async () => {
    const texts: [string, string, number][] = [
      ['Name,Notes\nAnna,"a; b; c"\nBert,"d; e; f"\n', ',', 2],
      ['Name;Umsatz\nAnna;1000,50\nBert;2000,75\n', ';', 2],
      ['Name\tFirma\nAnna\tMeyer, Reich und B\nBert\tA, B und C\n', '\t', 2],
      ['sep=;\nName;City, Land\nAnna;Berlin, DE\n', ';', 2],
      ['E-mail\nanna@x.example\nbert@x.example\n', ',', 1],
    ]
    for (const [text, separator, columns] of texts) {
      const { file } = await readText(text)
      expect([text, file.separator, file.columns.length]).toEqual([text, separator, columns])
    }
  })

  test('row numbers are those of a spreadsheet: quoted line breaks are one row, blank rows count', async () => {
    const { file, rows } = await readText(
      'Name,Note\r\n"Anna","two\r\nlines"\r\n\r\n,,\r\nBert,x\rCarla,y\nDora',
    )
    expect(file.headingRow).toBe(1)
    expect(rows).toEqual([
      { row: 2, cells: ['Anna', 'two\r\nlines'], problem: null },
      { row: 5, cells: ['Bert', 'x'], problem: null },
      { row: 6, cells: ['Carla', 'y'], problem: null },
      { row: 7, cells: ['Dora', ''], problem: null },
    ])
    const remark = await readText(
      'Notes:\n"Some remark, by the program"\n\nFirst,Last,E-mail\nAnna,Nowak,a@x.example\nB,C,b@x.example\n',
    )
    expect(remark.file).toMatchObject({ columns: ['First', 'Last', 'E-mail'], headingRow: 4 })
    expect(remark.rows.map(({ row }) => row)).toEqual([5, 6])
    const hidden = await readText('sep=,\nName,City\nAnna,Berlin\n')
    expect(hidden.rows).toEqual([{ row: 2, cells: ['Anna', 'Berlin'], problem: null }])
    const bare = await readText('Anna Nowak,a@x.example\nBert Klein,b@x.example\n')
    expect(bare.file).toMatchObject({ columns: ['Column 1', 'Column 2'], headingRow: null })
    expect(bare.rows.map(({ row }) => row)).toEqual([1, 2])
  })
})

describe('what cannot be read is said, by row or for the file', () => {
  test('ragged rows, loose quotes, an open quote', async () => {
    const { rows } = await readText(
      'Name,City,Land\nA,B,C,D\nE\nF,G,H,,\nI "the" one,12" pipe,"x"y\nJ,"open\nK,L,M\n',
    )
    expect(rows).toEqual([
      { row: 2, cells: ['A', 'B', 'C', 'D'], problem: 'The row has 4 cells, but there are only 3 columns' },
      { row: 3, cells: ['E', '', ''], problem: null },
      { row: 4, cells: ['F', 'G', 'H'], problem: null },
      { row: 5, cells: ['I "the" one', '12" pipe', '"x"y'], problem: null },
      {
        row: 6,
        cells: [],
        problem: 'A quote is opened in this row and never closed, so nothing from here on could be read',
      },
    ])
    const swallowed = `Name,City\nA,B\nC,"${'x,y\n'.repeat(400_000)}`
    const { rows: few } = await readAll(Buffer.from(swallowed), 65_536)
    expect(few.map(({ row, problem }) => [row, problem === null])).toEqual([
      [2, true],
      [3, false],
    ])
    expect(few[1]?.problem).toMatch(/larger than 1 MB/)
  })

  test('files that are no lists are refused with what to do instead', async () => {
    const cases: [string | Buffer, RegExp][] = [
      ['', /empty/],
      ['\uFEFF \r\n', /empty/],
      ['%PDF-1.7\n%âãÏÓ', /PDF/],
      [
        Buffer.from('PK\x03\x04\x14\0\x06\0\b\0\0\0!\0[Content_Types].xml xl/workbook.xml', 'latin1'),
        /Save it as CSV/,
      ],
      [Buffer.from('PK\x03\x04\x14\0\0\0\0\0letters/one.txt', 'latin1'), /ZIP/],
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), /\.xls/],
      [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /picture/],
      [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), /picture/],
      ['<!DOCTYPE html><html><table><tr><td>Name</td></tr></table></html>', /web page/],
      ['<?xml version="1.0"?><contacts/>', /XML/],
      ['[{"name": "Anna"}]', /JSON/],
      ['{\\rtf1\\ansi Anna}', /document/],
      ['BEGIN:VCALENDAR\r\nEND:VCALENDAR', /calendar/],
      [
        Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * at * 31 + at * 7) % 256)),
        /not a text file/,
      ],
      ['"Name,City\nAnna,Berlin\n', /quote/],
      [`${'x,'.repeat(400)}\n`, /200 columns/],
    ]
    for (const [content, sentence] of cases)
      expect(await refusalOf(Buffer.from(content as string))).toMatch(sentence)
  })

  test('a file of more than 100 MB is refused without reading on', async () => {
    let asked = 0
    async function* endless() {
      const piece = Buffer.alloc(1024 * 1024, 'Anna,Berlin\n')
      while (true) {
        asked += 1
        yield piece
      }
    }
    await expect(detectFile(endless())).rejects.toThrow('larger than 100 MB')
    expect(asked).toBeLessThan(103)
  })

  test('a file of more than a million rows is refused before one of them is kept, line breaks in cells aside', async () => {
    const rows = (count: number, row: string) => chunked(Buffer.from(row.repeat(count)), 65_536)
    await expect(detectFile(rows(1_000_200, 'Anna,Berlin\n'))).rejects.toThrow('1,000,000 rows')
    expect(await detectFile(rows(600_000, 'Anna,"a\nb"\n'))).toMatchObject({ separator: ',' })
  })

  test('whatever the bytes are, they are read or refused, and nothing else is thrown', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)),
      fc
        .array(
          fc.constantFrom(
            'Name',
            '"',
            ',',
            ';',
            '\t',
            '\n',
            '\r',
            'a@x.example',
            '\0',
            "'=",
            'ä',
            '\uFEFF',
            'sep=;\n',
          ),
        )
        .map((parts) => Buffer.from(parts.join(''))),
      fc
        .array(
          fc.constantFrom(
            'BEGIN:VCARD\n',
            'END:VCARD\n',
            'N:a;b',
            ':',
            ';',
            '\n',
            ' ',
            'TEL;X="',
            'ENCODING=QUOTED-PRINTABLE:=C3',
            '=\n',
            'ORG:',
            'ADR:;;',
            '\\',
          ),
        )
        .map((parts) => Buffer.from(`BEGIN:VCARD\n${parts.join('')}`)),
    )
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 50 }), async (content, size) => {
        try {
          const { file, rows } = await readAll(content, size)
          for (const { cells, problem } of rows)
            if (problem === null) expect(cells).toHaveLength(file.columns.length)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('rows come in batches of the size asked for, and none is lost between them', async () => {
    const text = `Name,City\n${Array.from({ length: 1234 }, (_, index) => `Person ${index},Berlin`).join('\n')}`
    const { rows } = await readAll(Buffer.from(text), 5000, 100)
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 1234 }, (_, index) => index + 2))
  })
})

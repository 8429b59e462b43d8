import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clientFields } from '#src/clients/fields.ts'
import type { Fields } from '#src/core/fields.ts'
import { csvRow, csvStart } from '#src/core/write-csv.ts'
import { interpret, readAll } from './test-reading.ts'
import { exportCells, exportColumns } from './write-cells.ts'

test('cells that a spreadsheet would run are neutralized, everything else stays', () => {
  expect(csvRow(['=1+1', '+49 89 1', '-1', '@x', '\tx', '\rx', 'a=1', "'=1", "it's", '＝1', ''])).toBe(
    `'=1+1,'+49 89 1,'-1,'@x,"'\tx","'\rx",a=1,''=1,it's,'＝1,\r\n`,
  )
  expect(csvRow(['a "b"', 'c,d', 'e;f', 'g\nh', ' i', 'ä'])).toBe('"a ""b""","c,d","e;f","g\nh"," i",ä\r\n')
})

test('whatever cells are written, the same are read', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc
      .array(
        fc.constantFrom(
          "'",
          '=',
          '＝',
          '+',
          '-',
          '@',
          '\t',
          '\r',
          '\n',
          '"',
          ',',
          ';',
          ' ',
          'a',
          'ä',
          '\uFEFF',
        ),
      )
      .map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      async (records) => {
        const filled = records.map(([first, ...others]) => [`x${first}`, ...others])
        const text = csvStart + csvRow(['One', 'Two', 'Three']) + filled.map(csvRow).join('')
        const { file, rows } = await readAll(Buffer.from(text), 11)
        expect(file).toMatchObject({ separator: ',', encoding: 'utf-8', columns: ['One', 'Two', 'Three'] })
        expect(rows.map(({ cells }) => cells)).toEqual(filled)
      },
    ),
    { numRuns: 300 },
  )
})

const fields = {
  ...clientFields,
  bio: { kind: 'text', max: 500, multiline: true, about: '' },
  budget: { kind: 'number', about: '' },
  newsletter: { kind: 'yesNo', about: '' },
  electronicAddress: { kind: 'electronicAddress', about: '' },
} as const satisfies Fields

test('our own export says the same when it is imported again', async () => {
  const word = fc
    .stringMatching(/^[a-zA-Zäöüßł'=+@-][a-zA-Z0-9äöü,;:="'()\\ -]{0,18}[a-zA-Z0-9ä)]$/)
    .filter((text) => !text.includes(' ::: '))
  const email = fc
    .stringMatching(/^[a-z0-9=+-][a-z0-9.]{0,5}[a-z0-9]@[a-z]{1,8}\.example$/)
    .filter((text) => !text.includes('..'))
  const phone = fc.stringMatching(/^(\+49 |0|\()[0-9]{2}[) /-][0-9]{4,8}$/)
  const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })
  const part = fc.option(word, { nil: null })
  const record = fc.record({
    name: word,
    firstName: optional(word),
    lastName: optional(word),
    email: optional(email),
    phone: optional(phone),
    otherEmails: optional(fc.uniqueArray(email, { minLength: 1, maxLength: 3 })),
    otherPhones: optional(fc.uniqueArray(phone, { minLength: 1, maxLength: 3 })),
    jobTitle: optional(word),
    status: fc.constantFrom('lead', 'active', 'inactive'),
    tags: optional(
      fc.uniqueArray(word, { minLength: 1, maxLength: 3, selector: (tag) => tag.toLowerCase() }),
    ),
    electronicAddress: optional(fc.record({ scheme: fc.constantFrom('9930', '0088', 'EM'), value: word })),
    address: optional(
      fc
        .record({
          line1: part,
          line2: part,
          city: part,
          postalCode: part,
          region: part,
          country: fc.constantFrom(null, 'DE', 'US', 'PL'),
        })
        .filter((address) => Object.values(address).some((value) => value !== null)),
    ),
    website: optional(fc.constantFrom('https://x.example', 'x.example', 'https://x.example/a,b')),
    birthday: optional(fc.constantFrom('1960-01-10', '2004-02-29', '1999-12-31')),
    bio: optional(fc.tuple(word, word).map((words) => words.join('\n'))),
    budget: optional(fc.constantFrom('0.5', '1234', '-1234.567', '12.345', '1000000')),
    newsletter: optional(fc.boolean()),
  })
  const columns = exportColumns(fields)
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 5 }), part, async (records, company) => {
      // The main address is the first of all: a list without one would give its first.
      const whole = records.map((one) => ({
        ...one,
        otherEmails:
          one.email === undefined ? undefined : one.otherEmails?.filter((other) => other !== one.email),
        otherPhones:
          one.phone === undefined ? undefined : one.otherPhones?.filter((other) => other !== one.phone),
      }))
      const text = [
        csvRow(columns.map(({ heading }) => heading)),
        ...whole.map((one) =>
          csvRow(exportCells(columns, fields, one, { companyId: company, ownerId: 'Ann Owner' })),
        ),
      ].join('')
      for (const locale of ['de-DE', 'en-US']) {
        const { mapping, rows } = await interpret(csvStart + text, { fields, locale })
        expect(mapping.map((target, at) => target ?? columns[at]?.heading)).toEqual(
          columns.map(({ field, part, heading }) =>
            whole.some((one) => cellSaid(one, field, part, company))
              ? part
                ? `${field}.${part}`
                : field
              : expect.toBeOneOf([heading, part ? `${field}.${part}` : field]),
          ),
        )
        for (const [at, { values, references, problems, note }] of rows.entries()) {
          expect(problems).toEqual([])
          expect(note).toEqual([])
          expect(references).toEqual({ ownerId: 'Ann Owner', ...(company ? { companyId: company } : {}) })
          expect(values).toEqual(
            Object.fromEntries(
              Object.entries(whole[at] ?? {}).filter(
                ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
              ),
            ),
          )
        }
      }
    }),
    { numRuns: 150 },
  )
})

function cellSaid(
  record: Record<string, unknown>,
  field: string,
  part: string | null,
  company: string | null,
): boolean {
  if (field === 'companyId') return company !== null
  if (field === 'ownerId') return true
  const value = part ? (record[field] as Record<string, unknown> | undefined)?.[part] : record[field]
  return value !== undefined && value !== null
}

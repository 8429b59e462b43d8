import { describe, expect, test } from 'vitest'
import type { Fields } from '#src/core/fields.ts'
import { csvRow } from '#src/core/write-csv.ts'
import { interpret } from './test-reading.ts'

const fields = {
  name: { kind: 'text', max: 20, required: true, about: '' },
  firstName: { kind: 'text', max: 20, about: '' },
  lastName: { kind: 'text', max: 20, about: '' },
  email: { kind: 'email', about: '' },
  otherEmails: { kind: 'emails', about: '' },
  phone: { kind: 'phone', about: '' },
  bio: { kind: 'text', max: 30, multiline: true, about: '' },
  companyId: { kind: 'reference', to: 'company', about: '' },
  status: { kind: 'choice', options: ['lead', 'active', 'inactive'], initial: 'lead', about: '' },
  tags: { kind: 'tags', about: '' },
  address: { kind: 'address', about: '' },
  website: { kind: 'link', about: '' },
  birthday: { kind: 'day', about: '' },
  budget: { kind: 'number', about: '' },
  newsletter: { kind: 'yesNo', about: '' },
  electronicAddress: { kind: 'electronicAddress', about: '' },
} as const satisfies Fields

/** One column of cells beside a name; answers what each says: a value or a reason. */
async function readColumn(heading: string, target: string, cells: string[], locale = 'de-DE') {
  const text = ['Name', heading].join('\t').concat('\r\n')
  const content =
    text +
    cells.map((cell) => `A\t${/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell}\r\n`).join('')
  const { rows } = await interpret(content, { fields, mapping: ['name', target], locale })
  return rows.map(({ values, problems }) => {
    const [field = '', part] = target.split('.')
    const value = part ? (values[field] as Record<string, unknown> | undefined)?.[part] : values[field]
    return problems[0]?.reason ?? value
  })
}

const pairs = async (target: string, expected: [string, unknown][], locale?: string) => {
  const said = await readColumn(
    'Cell',
    target,
    expected.map(([cell]) => cell),
    locale,
  )
  expect(said.map((value, at) => [expected[at]?.[0], value])).toEqual(expected)
}

describe('each kind of field', () => {
  test('e-mail addresses, with the reason why one is none', () =>
    pairs('email', [
      [' Anna@X.Example ', 'Anna@X.Example'],
      ['mailto:anna@x.example', 'anna@x.example'],
      ['"Nowak, Anna" <anna@x.example>', 'anna@x.example'],
      ['f.steiner@@sport.example', 'E-mail has two @'],
      ['jan.kowalczyk@', 'E-mail has no domain'],
      ['christine adler.example', 'E-mail has a space, no @'],
      ['biuro@lewar,example', 'E-mail has a comma'],
      ['not-an-address', 'E-mail has no @'],
      ['@x.example', 'E-mail has nothing before the @'],
      ['anna @x.example', 'E-mail has a space'],
      ['anna@x', 'E-mail has a domain without an ending'],
      ['anna..n@x.example', 'E-mail has two dots in a row'],
      ['anna@-x.example', 'E-mail has a domain that cannot exist'],
      ['an(na@x.example', 'E-mail has “(” in it'],
      [`${'a'.repeat(250)}@x.example`, 'E-mail is longer than 254 characters'],
      ['-', undefined],
      ['n/a', undefined],
    ]))

  test('electronic addresses, by scheme and number', () =>
    pairs('electronicAddress', [
      ['9930:DE123456789', { scheme: '9930', value: 'DE123456789' }],
      ['iso6523-actorid-upis::0088:4012345000009', { scheme: '0088', value: '4012345000009' }],
      ['em: rechnung@x.example', { scheme: 'EM', value: 'rechnung@x.example' }],
      ['DE123456789', 'Electronic address “DE123456789” is not such as 9930:DE123456789'],
      [`9930:${'1'.repeat(201)}`, 'Electronic address is longer than 200 characters'],
      ['-', undefined],
    ]))

  test('days, in the order their column shows', async () => {
    await pairs('birthday', [
      ['1960-01-10', '1960-01-10'],
      ['1960-01-10T00:00:00Z', '1960-01-10'],
      ['19600110', '1960-01-10'],
      ['3.4.1978', '1978-04-03'],
      ['03.04.78', '1978-04-03'],
      ['14. März 1975', '1975-03-14'],
      ['March 14, 1975', '1975-03-14'],
      ['14-Mar-75', '1975-03-14'],
      ['31.02.1971', '31 February does not exist'],
      ['31.04.1971', '31 April does not exist'],
      ['29.02.1983', '1983 had no 29 February'],
      ['29.02.1984', '1984-02-29'],
      ['00.00.1980', 'There is no month 0'],
      ['12.13.1975', 'There is no month 13'],
      ['0/0/00', undefined],
      ['00.00.0000', undefined],
      ['--08-17', undefined],
      ['soon', 'Birthday “soon” is not a day'],
    ])
    await pairs('birthday', [
      ['3/4/1975', '1975-03-04'],
      ['3/14/1975', '1975-03-14'],
      ['14/3/1975', 'There is no month 14'],
      ['3/31/1975', '1975-03-31'],
    ])
    await pairs('birthday', [['3/4/1975', '1975-04-03']], 'de-DE')
    await pairs('birthday', [['3/4/1975', '1975-03-04']], 'en-US')
    await pairs('birthday', [['3/4/29', '2029-04-03']], 'en-GB')
  })

  test('numbers, with the decimals their column shows', async () => {
    await pairs('budget', [
      ['14.200,00', '14200.00'],
      ['1.234', '1234'],
      ['€ 12,5', '12.5'],
      ['-1000,50 EUR', '-1000.50'],
      ["1'234'567", '1234567'],
      ['0.5', '0.5'],
      ['a lot', 'Budget “a lot” is not a number'],
      ['1,2,3', 'Budget “1,2,3” is not a number'],
    ])
    await pairs(
      'budget',
      [
        ['1,234.5', '1234.5'],
        ['1,234', '1234'],
        ['1.234', '1.234'],
      ],
      'en-US',
    )
    await pairs('budget', [['1.234', '1234']], 'de-DE')
    await pairs('budget', [['1.234', '1.234']], 'en-US')
  })

  test('choices, yes and no, tags, links, phones, texts', async () => {
    await pairs('status', [
      ['Active', 'active'],
      ['Marketing Qualified Lead', 'lead'],
      ['Kunde', 'active'],
      ['Churned', 'inactive'],
      ['Purple', 'Status “Purple” is none of lead, active, inactive'],
    ])
    await pairs('newsletter', [
      ['ja', true],
      ['TRUE', true],
      ['x', true],
      ['0', false],
      ['Nein', false],
      ['perhaps', 'Newsletter “perhaps” is neither yes nor no'],
    ])
    await pairs('tags', [
      ['A; Stammkunde; a', ['A', 'Stammkunde']],
      ['VIP, Messe', ['VIP', 'Messe']],
      ['Clients ::: * myContacts ::: A, B', ['Clients', 'A, B']],
      ['* myContacts', undefined],
      ['x'.repeat(41), `Tags: “${'x'.repeat(40)}…” is longer than 40 characters`],
    ])
    await pairs('website', [
      ['x.example', 'x.example'],
      ['https://x.example/a?b=1', 'https://x.example/a?b=1'],
      ['javascript:alert(1)', 'Website “javascript:alert(1)” is not a web address'],
      [`https://x.example/${'a'.repeat(500)}`, 'Website is longer than 500 characters'],
    ])
    await pairs('phone', [
      ['tel:+49 89 1234', '+49 89 1234'],
      ["'+49 89 1234", '+49 89 1234'],
      ['call me', 'Phone has no digits'],
      ['1<2>34', 'Phone has “<” in it'],
    ])
    await pairs('bio', [
      [' two\nlines ', 'two\nlines'],
      ['x'.repeat(31), 'Bio is longer than 30 characters'],
    ])
    await pairs('companyId', [['x'.repeat(201), 'Company is longer than 200 characters']])
  })

  test('countries by name in many languages, or by code', () =>
    pairs('address.country', [
      ['Germany', 'DE'],
      ['Deutschland', 'DE'],
      ['Allemagne', 'DE'],
      ['Österreich', 'AT'],
      ['Polska', 'PL'],
      ['Česko', 'CZ'],
      ['中国', 'CN'],
      ['pl', 'PL'],
      ['USA', 'US'],
      ['United States of America', 'US'],
      ['UK', 'GB'],
      ['D', 'DE'],
      ['Atlantis', 'Country “Atlantis” is not known'],
      ['EU', 'Country “EU” is not known'],
    ]))
})

describe('a row as a whole', () => {
  const read = async (text: string, mapping?: (string | null)[]) =>
    (await interpret(text, { fields, ...(mapping ? { mapping } : {}) })).rows

  test('names are split, turned and composed only where that is clear', async () => {
    const rows = await read(
      [
        'Name',
        'Franziska Vogt',
        '"Vogt, Franziska"',
        'Ludwig van Beeth',
        'Steiner GmbH',
        '"Meyer, R und B"',
        '王小明',
        '"Smith, Jr."',
        '👩‍👩‍👧 Family',
        'x'.repeat(21),
        "'=1+1",
        '',
      ].join('\n'),
    )
    expect(
      rows.map(
        ({ values: { name, firstName, lastName }, problems }) =>
          problems[0]?.reason ?? [name, firstName, lastName],
      ),
    ).toEqual([
      ['Franziska Vogt', 'Franziska', 'Vogt'],
      ['Franziska Vogt', 'Franziska', 'Vogt'],
      ['Ludwig van Beeth', 'Ludwig', 'van Beeth'],
      ['Steiner GmbH', undefined, undefined],
      ['Meyer, R und B', undefined, undefined],
      ['王小明', undefined, undefined],
      ['Smith, Jr.', undefined, undefined],
      ['👩‍👩‍👧 Family', undefined, undefined],
      'Name is longer than 20 characters',
      ['=1+1', undefined, undefined],
    ])
  })

  test('who has no name is called after the firm or the address, and nobody is refused', async () => {
    const rows = await read(
      'First name,Last name,E-mail,Company,Phone\nAnna,,,,\n,,a@x.example,,\n,,,Steiner Sport,\n,,info@steiner.example,Steiner Sport,\n,,anna@steiner.example,Steiner Sport,\n,,,,089 1234\n',
    )
    expect(
      rows.map(
        ({ values, references, problems }) => problems[0]?.reason ?? [values.name, references.companyId],
      ),
    ).toEqual([
      ['Anna', undefined],
      [undefined, undefined],
      ['Steiner Sport', 'Steiner Sport'],
      ['Steiner Sport', 'Steiner Sport'],
      [undefined, 'Steiner Sport'],
      'No name and no company',
    ])
  })

  test('several addresses in a cell go to the list, each once', async () => {
    const [one, two, three] = await read(
      'Name,E-mail,Other e-mails\nA,a@x.example; b@x.example,A@x.example ::: c@x.example\nB,,d@x.example\nC,"e@x.example, f@@x.example",\n',
    )
    expect(one?.values).toMatchObject({ email: 'a@x.example', otherEmails: ['b@x.example', 'c@x.example'] })
    expect(two?.values).toEqual({ name: 'B', email: 'd@x.example' })
    expect(three?.problems).toEqual([
      { column: 1, text: 'e@x.example, f@@x.example', reason: 'E-mail has two @' },
    ])
    const lonely = { name: fields.name, email: fields.email } as const satisfies Fields
    const [row] = (await interpret('Name,E-mail\nA,a@x.example b@x.example\n', { fields: lonely })).rows
    expect(row?.problems[0]?.reason).toBe('E-mail holds 2 of them, and there is room for one')
  })

  test('what cannot be stored refuses the row, unless its column is left out', async () => {
    const text = 'Name,Bio,Other\nA,a\0b,\nB,,c\0d\n'
    expect(
      (await read(text, ['name', 'bio', 'importedNote'])).map(({ problems }) =>
        problems.map(({ reason }) => reason),
      ),
    ).toEqual([
      ['Bio holds a character that cannot be stored'],
      ['Other holds a character that cannot be stored'],
    ])
    expect((await read(text, ['name', 'bio', null])).map(({ problems }) => problems.length)).toEqual([1, 0])
  })

  test('enormous cells are answered quickly', async () => {
    const spaces = `a${' '.repeat(900_000)}b`
    for (const target of [
      'name',
      'email',
      'phone',
      'tags',
      'website',
      'birthday',
      'budget',
      'status',
      'address',
      'address.country',
      'companyId',
      'bio',
      'importedNote',
    ]) {
      const [row] = await read(csvRow(['X', 'Y']) + csvRow(['n', spaces]), [
        target === 'name' ? null : 'name',
        target,
      ])
      if (target !== 'importedNote') expect([target, row?.problems.length]).toEqual([target, 1])
    }
    for (const heavy of ['.'.repeat(900_000), `a@${'a.'.repeat(400_000)}`, '1-'.repeat(400_000)])
      expect(await read(csvRow([heavy, 'Name']) + csvRow([heavy, 'n']))).toHaveLength(1)
  })
})

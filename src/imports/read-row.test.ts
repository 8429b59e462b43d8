import { describe, expect, test } from 'vitest'
import { everyKind as fields, interpret } from './test-reading.ts'

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

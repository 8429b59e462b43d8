import { describe, expect, test } from 'vitest'
import type { Fields } from '#src/core/fields.ts'
import { csvRow } from '#src/core/write-csv.ts'
import { everyKind as fields, interpret } from './test-reading.ts'

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

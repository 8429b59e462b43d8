import { expect, test } from 'vitest'
import type { Fields } from '#src/core/fields.ts'
import { mergeRow } from './merge.ts'

const fields: Fields = {
  email: { kind: 'email', about: '' },
  otherEmails: { kind: 'emails', about: '' },
  invoiceEmail: { kind: 'email', about: '' },
  newsletter: { kind: 'yesNo', about: '' },
}
const known = {
  values: { email: 'ada@x.example', otherEmails: [], invoiceEmail: null, newsletter: false },
  emailKeys: ['ada@x.example'],
  phoneKeys: [],
}
const said = { email: 'a@x.example', invoiceEmail: 'books@x.example', newsletter: true }

test('a second e-mail field is filled like any other and recognizes nobody; a no that stands stays', () => {
  const { after, changed } = mergeRow(fields, known, said, 'DE')
  expect(after).toEqual({
    values: {
      email: 'ada@x.example',
      otherEmails: ['a@x.example'],
      invoiceEmail: 'books@x.example',
      newsletter: false,
    },
    emailKeys: ['ada@x.example', 'a@x.example'],
    phoneKeys: [],
  })
  expect(changed).toEqual(['otherEmails', 'invoiceEmail'])
  const again = mergeRow(fields, after, { ...said, invoiceEmail: 'new@x.example' }, 'DE')
  expect(again.changed).toEqual([])
})

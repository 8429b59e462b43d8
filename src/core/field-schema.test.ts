import { expect, it } from 'vitest'
import { NewClient } from '#src/clients/schema.ts'
import { OneLine } from '#src/organizations/schema.ts'
import { requiredText } from './field-schema.ts'

it('a name that shows nothing is none', () => {
  const invisible = [
    '',
    ' ',
    '\u00a0',
    '\u200b',
    '\u2060\ufeff',
    '\u3164',
    '\u00ad\u200d',
    '\u2800',
    '\u202e \ufe0f',
  ]
  for (const text of [...invisible, invisible.join('')])
    for (const schema of [requiredText(200), OneLine(200)])
      expect(schema.safeParse(text).success, JSON.stringify(text)).toBe(false)
  expect(NewClient.safeParse({ name: '\u3164', companyName: 'Lumen' }).success).toBe(false)
  // What is seen may hold what is not: joined emoji, and scripts that need it.
  for (const text of ['👩\u200d💻', 'می\u200cخواهم', 'a\u200b', '東京', '-'])
    expect(requiredText(200).parse(text)).toBe(text)
})

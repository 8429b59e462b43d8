import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { readAll } from './test-reading.ts'

const readCards = async (text: string, encode: (text: string) => Buffer = (given) => Buffer.from(given)) => {
  const { file, rows } = await readAll(encode(text), 5)
  expect(file.format).toBe('vcard')
  return rows.map(({ row, cells, problem }) => ({
    row,
    problem,
    ...Object.fromEntries(file.columns.flatMap((column, at) => (cells[at] ? [[column, cells[at]]] : []))),
  }))
}

test('version 3: folded lines, escapes, types, a picture', async () => {
  const [card, second] = await readCards(
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:Moreau;Mélanie;Anne;Dr.;',
      'FN:Mélanie Moreau',
      'ORG:Renaud\\, Fils & Cie;Vente;Nord',
      'TITLE:Directrice',
      'EMAIL;TYPE=INTERNET,HOME:home@x.example',
      'EMAIL;TYPE=INTERNET;TYPE=PREF:melanie@renaud.example',
      'TEL;TYPE=CELL:+33 781618227',
      'TEL;TYPE=FAX,WORK:+33 1 11',
      'item2.TEL:+33 4 22',
      'item2.X-ABLabel:Office',
      'ADR;TYPE=WORK:;Bâtiment B;761 Avenue Oberkampf;Issy;;80301;France',
      'ADR;TYPE=HOME:;;1 Rue X;Paris;;75001;France',
      'URL:https\\://renaud.example',
      'BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17',
      'CATEGORIES:Presse,Client\\, ancien',
      `PHOTO;ENCODING=b;TYPE=JPEG:${'A'.repeat(80)}`,
      ` ${'B'.repeat(80)}`,
      'NOTE:First line\\nsecond\\, with a comma\\; and a very long text that is fol',
      ' ded',
      'X-SOCIALPROFILE;type=twitter:https://social.example/m',
      'END:VCARD',
      '',
      'begin:vcard',
      'version:3.0',
      'fn:Bert',
      'note:a line break that',
      'nobody escaped',
      'end:vcard',
    ].join('\r\n'),
  )
  expect(card).toEqual({
    row: 1,
    problem: null,
    Name: 'Mélanie Moreau',
    'First name': 'Mélanie',
    'Middle name': 'Anne',
    'Last name': 'Moreau',
    'Name prefix': 'Dr.',
    Company: 'Renaud, Fils & Cie',
    Department: 'Vente, Nord',
    'Job title': 'Directrice',
    'E-mail': 'melanie@renaud.example',
    'Other e-mails': 'home@x.example',
    Phone: '+33 781618227',
    'Other phones': '+33 4 22',
    Street: '761 Avenue Oberkampf',
    'Address line 2': 'Bâtiment B',
    City: 'Issy',
    'Postal code': '80301',
    Country: 'France',
    Website: 'https://renaud.example',
    Birthday: '--05-17',
    Tags: 'Presse ::: Client, ancien',
    Notes: 'First line\nsecond, with a comma; and a very long text that is folded',
    Other: 'adr: 1 Rue X, Paris, 75001, France\nfax: +33 1 11\nsocialprofile: https://social.example/m',
  })
  expect(second).toEqual({
    row: 2,
    problem: null,
    Name: 'Bert',
    Notes: 'a line break that\nnobody escaped',
  })
})

test('version 4: preferences, telephone addresses with extensions, groups', async () => {
  const cards = await readCards(
    [
      'BEGIN:VCARD',
      'VERSION:4.0',
      'FN:Dudley McCullough',
      'N:McCullough;Dudley;;;',
      'item1.EMAIL;PREF=2:second@x.example',
      'item1.EMAIL;PREF=1:dudley@x.example',
      'TEL;VALUE=uri;TYPE="voice,home":tel:+1-256-479-5663;ext=96',
      'BDAY:19600110',
      'END:VCARD',
    ].join('\n'),
    (text) => iconv.encode(text, 'utf-16le', { addBOM: true }),
  )
  expect(cards).toEqual([
    {
      row: 1,
      problem: null,
      Name: 'Dudley McCullough',
      'First name': 'Dudley',
      'Last name': 'McCullough',
      'E-mail': 'dudley@x.example',
      'Other e-mails': 'second@x.example',
      Phone: '+1-256-479-5663 ext. 96',
      Birthday: '1960-01-10',
    },
  ])
})

test('version 2.1: quoted-printable with its soft breaks, bare types, an assistant inside', async () => {
  const cards = await readCards(
    [
      'BEGIN:VCARD',
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen',
      'FN;ENCODING=QUOTED-PRINTABLE:J=FCrgen M=FCller',
      'TEL;CELL;PREF:0170 1234567',
      'EMAIL;INTERNET:juergen@x.example',
      'NOTE;ENCODING=QUOTED-PRINTABLE:Erste Zeile=0D=0Azweite, Zeile; und=',
      ' noch was',
      'AGENT:',
      'BEGIN:VCARD',
      'FN:Somebody Else',
      'END:VCARD',
      'ORG:M\\;ller GmbH',
      'END:VCARD',
    ].join('\r\n'),
  )
  expect(cards).toEqual([
    {
      row: 1,
      problem: null,
      Name: 'Jürgen Müller',
      'First name': 'Jürgen',
      'Last name': 'Müller',
      'E-mail': 'juergen@x.example',
      Phone: '0170 1234567',
      Company: 'M;ller GmbH',
      Notes: 'Erste Zeile\nzweite, Zeile; und noch was',
    },
  ])
})

// Built anew with each fold, it would take longer than any test may.
test('a line of very many folds is read in a moment, whether it is kept or too large', async () => {
  const cards = await readCards(
    [
      `BEGIN:VCARD\nFN:F${'\n o'.repeat(200_000)}\nEND:VCARD\n`,
      `BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:${'=41=\n'.repeat(60_000)}\nEND:VCARD\n`,
      `BEGIN:VCARD\nFN:Large one${'\n o'.repeat(300_000)}\nEND:VCARD\n`,
      `BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:${'=41=\n'.repeat(100_000)}\nEND:VCARD\n`,
    ].join(''),
  )
  expect(cards).toEqual([
    { row: 1, problem: null, Name: `F${'o'.repeat(200_000)}` },
    { row: 2, problem: null, Name: 'A'.repeat(60_000) },
    { row: 3, problem: 'The card is larger than 256 KB' },
    { row: 4, problem: 'The card is larger than 256 KB' },
  ])
})

test('cards without an end and cards that are too large are said, and the others read', async () => {
  const cards = await readCards(
    [
      'BEGIN:VCARD\nFN:Open one\n',
      'BEGIN:VCARD\nFN:Good one\nEND:VCARD\n',
      `BEGIN:VCARD\nFN:Large one\nNOTE:${'x'.repeat(700_000)}\nEND:VCARD\n`,
      `BEGIN:VCARD\nFN:With a picture\nPHOTO:${'x'.repeat(700_000)}\nEND:VCARD\n`,
      'BEGIN:VCARD\nFN:Cut o',
    ].join(''),
  )
  expect(cards).toEqual([
    { row: 1, problem: 'The card has no end (END:VCARD)' },
    { row: 2, problem: null, Name: 'Good one' },
    { row: 3, problem: 'The card is larger than 256 KB' },
    { row: 4, problem: null, Name: 'With a picture' },
    { row: 5, problem: 'The card has no end (END:VCARD)' },
  ])
})

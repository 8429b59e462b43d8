import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { clientFields } from '#src/clients/fields.ts'
import { companyFields } from '#src/companies/fields.ts'
import type { Fields } from '#src/core/fields.ts'
import { newColumnFacts } from './column-facts.ts'
import { guessMapping } from './columns.ts'
import { mappingProblems } from './targets.ts'
import { interpret, mapped } from './test-reading.ts'

describe('the exports of other programs', () => {
  test('Google Contacts', async () => {
    const read = await interpret(
      [
        'First Name,Middle Name,Last Name,File As,Organization Name,Organization Title,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Value,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,Address 2 - Street,Website 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value',
        'Johnny,Paul,Cors,"Cors, Johnny",Matthes-Erwes,Engineer,--08-17,"Met at the ""fair""\nsecond line",https://x.example/p.jpg,Clients ::: * myContacts,* Work,johnny@erwes.example,,j1@x.example ::: JOHNNY@erwes.example,Mobile,(02981) 8249831,030 1234 ::: 030 5678,"Rheinallee 661\n85765 Arda\nGermany","Rheinallee 661\nHinterhaus",Arda,85765,Germany,Zweitstr. 1,https://erwes.example,Hobby,Chess',
        ',,,,Only a Firm,,,,,* myContacts,,,,,,,,,,,,,,,,',
        "'=1+1,,,,,,1961-02-31,,,,,a@@b.example,,,,,,,,,,Atlantis,,,,",
      ].join('\n'),
    )
    expect(mapped(read)).toEqual({
      'First Name': 'firstName',
      'Middle Name': 'middleName',
      'Last Name': 'lastName',
      'File As': 'importedNote',
      'Organization Name': 'companyId',
      'Organization Title': 'jobTitle',
      Birthday: 'birthday',
      Notes: 'importedNote',
      Labels: 'tags',
      'E-mail 1 - Value': 'email',
      'E-mail 2 - Value': 'otherEmails',
      'Phone 1 - Value': 'phone',
      'Phone 2 - Value': 'otherPhones',
      'Address 1 - Street': 'address.line1',
      'Address 1 - City': 'address.city',
      'Address 1 - Postal Code': 'address.postalCode',
      'Address 1 - Country': 'address.country',
      'Address 2 - Street': 'importedNote',
      'Website 1 - Value': 'website',
      'Custom Field 1 - Value': 'importedNote',
    })
    expect(read.rows).toEqual([
      {
        row: 2,
        values: {
          name: 'Johnny Paul Cors',
          firstName: 'Johnny Paul',
          lastName: 'Cors',
          email: 'johnny@erwes.example',
          otherEmails: ['j1@x.example'],
          phone: '(02981) 8249831',
          otherPhones: ['030 1234', '030 5678'],
          jobTitle: 'Engineer',
          tags: ['Clients'],
          website: 'https://erwes.example',
          address: {
            line1: 'Rheinallee 661',
            line2: 'Hinterhaus',
            city: 'Arda',
            postalCode: '85765',
            region: null,
            country: 'DE',
          },
        },
        references: { companyId: 'Matthes-Erwes' },
        note: [
          { heading: 'Birthday', text: '--08-17' },
          { heading: 'File As', text: 'Cors, Johnny' },
          { heading: 'Notes', text: 'Met at the "fair"\nsecond line' },
          { heading: 'Address 2 - Street', text: 'Zweitstr. 1' },
          { heading: 'Custom Field 1 - Value', text: 'Chess' },
        ],
        problems: [],
        keys: {
          emails: ['johnny@erwes.example', 'j1@x.example'],
          phones: ['+4929818249831', '+49301234', '+49305678'],
          name: 'johnny paul cors\nmatthes-erwes',
        },
      },
      expect.objectContaining({
        values: { name: 'Only a Firm' },
        references: { companyId: 'Only a Firm' },
        problems: [],
      }),
      expect.objectContaining({
        values: { name: '=1+1', firstName: '=1+1' },
        problems: [
          { column: 11, text: 'a@@b.example', reason: 'E-mail has two @' },
          { column: 21, text: 'Atlantis', reason: 'Country “Atlantis” is not known' },
          { column: 6, text: '1961-02-31', reason: '31 February does not exist' },
        ],
      }),
    ])
  })

  test('HubSpot contacts and companies', async () => {
    const people = await interpret(
      '\uFEFFRecord ID,First Name,Last Name,Email,Phone Number,Contact owner,Primary Associated Company ID,Lead Status,Associated Company,Job Title,Lifecycle Stage,Country/Region\n' +
        '51000,Domenic,Flott,DOM@KRULL.EXAMPLE,+49-9778-93768898,Ann Owner,9000,New,Krull Gruppe,Engineer,Marketing Qualified Lead,Allemagne\n' +
        '51001,Ann,Test,ann@x.example,,,,,,,Customer,\n',
    )
    expect(people.rows[0]).toMatchObject({
      values: {
        name: 'Domenic Flott',
        email: 'DOM@KRULL.EXAMPLE',
        status: 'lead',
        address: { country: 'DE' },
      },
      references: { companyId: 'Krull Gruppe', ownerId: 'Ann Owner' },
      note: [{ heading: 'Lead Status', text: 'New' }],
      keys: { emails: ['dom@krull.example'], phones: ['+49977893768898'] },
    })
    expect(people.rows[1]?.values).toEqual({
      name: 'Ann Test',
      firstName: 'Ann',
      lastName: 'Test',
      email: 'ann@x.example',
      status: 'active',
    })
    const firms = await interpret(
      'Record ID,Company name,Company owner,Phone Number,City,Country/Region,Industry,Company Domain Name\n9000,Krull Gruppe,Ann Owner,0349 026606,Metz,France,SERVICES,krull.example\n9001,,Ann Owner,,,,,x.example\n',
      { fields: companyFields },
    )
    expect(firms.rows[0]).toMatchObject({
      values: { name: 'Krull Gruppe', website: 'krull.example', address: { city: 'Metz', country: 'FR' } },
      references: { ownerId: 'Ann Owner' },
      note: [{ heading: 'Industry', text: 'SERVICES' }],
      keys: { name: 'krull gruppe\n' },
    })
    expect(firms.rows[1]?.problems).toEqual([{ column: null, text: '', reason: 'No name' }])
  })

  test('Outlook, in Windows-1252 and with the dates of its country', async () => {
    const read = await interpret(
      iconv.encode(
        [
          'First Name,Middle Name,Last Name,Title,Suffix,Web Page,Gender,Birthday,Anniversary,Notes,E-mail Address,E-mail 2 Address,Home Phone,Mobile Phone,Business Phone,Company,Job Title,Home Street,Business Street,Business City,Business Postal Code,Business Country/Region,Categories',
          'Jürgen,,Günz,,,https://x.example,Unspecified,3/14/1975,0/0/00,grüßt immer,j@x.example,,,0170 1234567,089 1234,Lind,Architekt,,Bohofsweg 7,Köln,33681,Germany,"Kunde;VIP"',
          'Shaina,,Mitch,,,,Unspecified,4/5/1980,0/0/00,,s@x.example,,,,,,,,,,,,',
        ].join('\r\n'),
        'windows-1252',
      ),
    )
    expect(read.rows[0]).toMatchObject({
      values: {
        birthday: '1975-03-14',
        tags: ['Kunde', 'VIP'],
        phone: '0170 1234567',
        otherPhones: ['089 1234'],
        jobTitle: 'Architekt',
        address: { line1: 'Bohofsweg 7', city: 'Köln' },
      },
      note: [{ heading: 'Notes', text: 'grüßt immer' }],
    })
    expect(read.rows[1]?.values.birthday).toBe('1980-04-05')
  })

  test('German lists', async () => {
    const excel = await interpret(
      'Kundennr;Firma;Ansprechpartner;E-Mail;Telefon;Straße;PLZ;Ort;Umsatz 2025\r\nK-1;"Sillah, Deer und Stein";Günz, Lenia;l@x.example;(02981) 82498;Rheinallee 6;85765;Arda;"1000,50"\r\n',
    )
    expect(excel.rows[0]).toMatchObject({
      values: {
        name: 'Lenia Günz',
        firstName: 'Lenia',
        lastName: 'Günz',
        address: { line1: 'Rheinallee 6', postalCode: '85765', city: 'Arda' },
      },
      references: { companyId: 'Sillah, Deer und Stein' },
      note: [
        { heading: 'Kundennr', text: 'K-1' },
        { heading: 'Umsatz 2025', text: '1000,50' },
      ],
    })
    const plain = await interpret(
      'Name;Vorname;Geburtsdatum;Telefon geschäftlich;Land\nNowak;Anna;3.4.78;08;D\n',
    )
    expect(mapped(plain)).toMatchObject({
      Name: 'lastName',
      Vorname: 'firstName',
      'Telefon geschäftlich': 'otherPhones',
    })
    expect(plain.rows[0]).toMatchObject({
      problems: [{ reason: 'Other phones: “08” has fewer than three digits' }],
    })
    const outlook = await interpret(
      'Vorname\tNachname\tE-Mail-Adresse\tStraße geschäftlich\tOrt geschäftlich\tPostleitzahl geschäftlich\tMobiltelefon\tBetreuer\nAnna\tNowak\ta@x.example\tWeg 1\tBonn\t53111\t0170 1\tLena\n',
    )
    expect(mapped(outlook)).toEqual({
      Vorname: 'firstName',
      Nachname: 'lastName',
      'E-Mail-Adresse': 'email',
      'Straße geschäftlich': 'address.line1',
      'Ort geschäftlich': 'address.city',
      'Postleitzahl geschäftlich': 'address.postalCode',
      Mobiltelefon: 'phone',
      Betreuer: 'ownerId',
    })
  })
})

test('values decide where headings are silent or there are none', async () => {
  const odd = await interpret(
    'Wer,Erreichbar,Nochmal\nAnna Nowak,anna@x.example,b@x.example\nBert Klein,bert@x.example,\n',
  )
  expect(mapped(odd)).toEqual({ Wer: 'importedNote', Erreichbar: 'email', Nochmal: 'otherEmails' })
  const bare = await interpret(
    'Anna Nowak,anna@x.example,+49 89 123456,https://x.example\nBert Klein,bert@x.example,+49 89 123457,\n',
  )
  expect(bare.mapping).toEqual(['name', 'email', 'phone', 'website'])
  expect(bare.rows.map(({ values }) => values.name)).toEqual(['Anna Nowak', 'Bert Klein'])
  const whole = await interpret(
    'Name,Address\nAnna,"Rheinallee 661, 85765 Nord Arda, Germany"\nBert,"Weg 1\nHaus 2\nCH-8001 Zürich\nSchweiz"\nCarl,Somewhere\n',
  )
  expect(mapped(whole)).toEqual({ Name: 'name', Address: 'address' })
  expect(whole.rows.map(({ values }) => values.address)).toEqual([
    {
      line1: 'Rheinallee 661',
      line2: null,
      city: 'Nord Arda',
      postalCode: '85765',
      region: null,
      country: 'DE',
    },
    { line1: 'Weg 1', line2: 'Haus 2', city: 'Zürich', postalCode: 'CH-8001', region: null, country: 'CH' },
    { line1: 'Somewhere', line2: null, city: null, postalCode: null, region: null, country: null },
  ])
})

test('the better filled of two addresses is taken, and an empty column takes nothing away', async () => {
  const read = await interpret(
    'Name,Business Street,Business City,Home Street,Home City,Title,Position\nA,,,Weg 1,Bonn,,Chef\nB,,,Weg 2,Ulm,,Chef\n',
  )
  expect(mapped(read)).toEqual({
    Name: 'name',
    'Home Street': 'address.line1',
    'Home City': 'address.city',
    Position: 'jobTitle',
  })
})

test('a field described anew is found by its name, with nothing else to write', () => {
  const fields: Fields = {
    ...clientFields,
    shoeSize: { kind: 'number', about: '' },
    billingAddress: { kind: 'address', about: '' },
  }
  const columns = newColumnFacts(['Name', 'Shoe size', 'Billing address: city', 'City']).map((facts) => ({
    ...facts,
    filled: 1,
  }))
  expect(guessMapping(fields, columns)).toEqual(['name', 'shoeSize', 'billingAddress.city', 'address.city'])
})

test('a mapping from outside is checked against the file and the fields', () => {
  const check = (...mapping: (string | null)[]) =>
    mappingProblems(mapping, ['One', 'Two'], clientFields).map(({ column, message }) => [column, message])
  expect(check('email', 'otherEmails')).toEqual([])
  expect(check('tags', 'tags')).toEqual([])
  expect(check('importedNote', null)).toEqual([])
  expect(check('email', 'email')).toEqual([[1, 'E-mail is taken from two columns.']])
  expect(check('orgId', 'address.zip')).toEqual([
    [0, 'There is no field “orgId” for the column “One”.'],
    [1, 'There is no field “address.zip” for the column “Two”.'],
  ])
  expect(check('email')).toEqual([[null, 'The file has 2 columns, the mapping 1.']])
})

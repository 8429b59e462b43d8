import { describe, expect, it } from 'vitest'
import { readSignature } from './signature.ts'

const read = (text: string, home?: string) => {
  const { found: _, ...rest } = readSignature(text, home)
  return rest
}
const place = (
  line1: string | null,
  postalCode: string,
  city: string,
  country: string | null,
  more: { line2?: string; region?: string } = {},
) => ({ line1, line2: more.line2 ?? null, city, postalCode, region: more.region ?? null, country })

describe('a typed line', () => {
  it('is a name, with or without more', () => {
    expect(readSignature('Franziska Vogt')).toMatchObject({
      name: 'Franziska Vogt',
      companyName: null,
      found: ['name'],
    })
    expect(readSignature('madonna').name).toBe('madonna')
    expect(readSignature('Vogt, Franziska').name).toBe('Franziska Vogt')
    expect(read('Łukasz Żółć, Zielony Dom')).toMatchObject({
      name: 'Łukasz Żółć',
      companyName: 'Zielony Dom',
    })
    expect(read('Thomas Brandl, CEO at Brandl Metallbau GmbH')).toMatchObject({
      name: 'Thomas Brandl',
      jobTitle: 'CEO',
      companyName: 'Brandl Metallbau GmbH',
    })
    expect(read('Anna Nowak anna@lumen.example +48 600 100 200')).toMatchObject({
      name: 'Anna Nowak',
      emails: ['anna@lumen.example'],
      phones: ['+48 600 100 200'],
    })
    expect(read('franziska.vogt@vogt-steuer.example')).toMatchObject({ name: 'Franziska Vogt' })
    expect(readSignature('info@vogt-steuer.example')).toMatchObject({ name: null, found: ['email'] })
    expect(readSignature('   ')).toMatchObject({ name: null, found: [] })
    expect(read('Müller & Söhne GmbH')).toMatchObject({ name: null, companyName: 'Müller & Söhne GmbH' })
  })
})

describe('a pasted signature', () => {
  it('finds its places, as on the empty page', () => {
    const text = `Franziska Vogt
Vogt Steuerberatung, Lindenstraße 8, 80331 München
+49 89 5550 142 · f.vogt@vogt-steuer.example`
    expect(readSignature(text)).toEqual({
      name: 'Franziska Vogt',
      jobTitle: null,
      companyName: 'Vogt Steuerberatung',
      emails: ['f.vogt@vogt-steuer.example'],
      phones: ['+49 89 5550 142'],
      website: null,
      address: place('Lindenstraße 8', '80331', 'München', 'DE'),
      found: ['name', 'company', 'email', 'phone', 'address'],
    })
  })

  it('leaves out greetings, faxes, registers and other people', () => {
    const text = `Passt, danke!
-- 
Mit freundlichen Grüßen

Dr. Jörg Müller-Lüdenscheidt
Leiter Einkauf

Brandl Metallbau GmbH & Co. KG
Hauptstr. 12 | D-70173 Stuttgart
Tel.: +49 (0)711 / 555 01-42 | Fax: +49 (0)711 / 555 01-99 | Mobil: 0170 5550 188
E-Mail: j.mueller-luedenscheidt@brandl.example | Web: www.brandl.example
https://www.linkedin.com/in/joerg

Geschäftsführer: Thomas Brandl, Sitz der Gesellschaft: Stuttgart
Amtsgericht Stuttgart HRB 123456 · USt-IdNr. DE123456789 · IBAN DE02 1203 0000 0000 2020 51`
    expect(read(text)).toEqual({
      name: 'Dr. Jörg Müller-Lüdenscheidt',
      jobTitle: 'Leiter Einkauf',
      companyName: 'Brandl Metallbau GmbH & Co. KG',
      emails: ['j.mueller-luedenscheidt@brandl.example'],
      phones: ['+49 (0)711 / 555 01-42', '0170 5550 188'],
      website: 'www.brandl.example',
      address: place('Hauptstr. 12', '70173', 'Stuttgart', 'DE'),
    })
  })

  it.each([
    [
      'AT',
      `Mag. Sophie Huber\nGeschäftsführerin\nHuber Design OG\nMariahilfer Straße 45/12\n1060 Wien\nT +43 1 555 01 42\nsophie@huber-design.at`,
      {
        name: 'Mag. Sophie Huber',
        jobTitle: 'Geschäftsführerin',
        companyName: 'Huber Design OG',
        phones: ['+43 1 555 01 42'],
        address: place('Mariahilfer Straße 45/12', '1060', 'Wien', 'AT'),
      },
    ],
    [
      'CH',
      `Benjamin Hauser\nHauser Bau AG\nBahnhofstrasse 3, CH-8001 Zürich\n+41 44 555 01 42\nwww.hauser-bau.example`,
      {
        name: 'Benjamin Hauser',
        companyName: 'Hauser Bau AG',
        website: 'www.hauser-bau.example',
        address: place('Bahnhofstrasse 3', '8001', 'Zürich', 'CH'),
      },
    ],
    [
      'PL',
      `Pozdrawiam,\nKatarzyna Wójcik\nKierownik ds. operacyjnych\nLumen Logistyka Sp. z o.o.\nul. Portowa 18, 80-401 Gdańsk\ntel. 58 555 01 42, kom. 600 100 200\nk.wojcik@lumen.example`,
      {
        name: 'Katarzyna Wójcik',
        jobTitle: 'Kierownik ds. operacyjnych',
        companyName: 'Lumen Logistyka Sp. z o.o.',
        phones: ['58 555 01 42', '600 100 200'],
        address: place('ul. Portowa 18', '80-401', 'Gdańsk', 'PL'),
      },
    ],
    [
      'FR',
      `Bien cordialement,\n\nCamille Rousseau\nDirectrice commerciale\nAtelier Rousseau SARL\n14 bis, rue des Martyrs\n75009 Paris\nTél. : 01 55 50 14 20\ncamille@rousseau.example`,
      {
        name: 'Camille Rousseau',
        jobTitle: 'Directrice commerciale',
        companyName: 'Atelier Rousseau SARL',
        phones: ['01 55 50 14 20'],
        address: place('14 bis, rue des Martyrs', '75009', 'Paris', 'FR'),
      },
    ],
    [
      'GB',
      `Kind regards,\nEmily Carter\nHead of Sales, Northfield Supply Ltd\n12 Baker Street, Marylebone\nLondon NW1 6XE\nUnited Kingdom\nM: 07700 900142  E: emily.carter@northfield.example`,
      {
        name: 'Emily Carter',
        jobTitle: 'Head of Sales',
        companyName: 'Northfield Supply Ltd',
        phones: ['07700 900142'],
        address: place('12 Baker Street', 'NW1 6XE', 'London', 'GB', { line2: 'Marylebone' }),
      },
    ],
    [
      'US',
      `Daniel Whitmore | Partner | Whitmore & Lane LLC\n200 Hudson Street, Suite 400, New York, NY 10013\n(212) 555-0142 | daniel@whitmore-lane.example | whitmore-lane.example`,
      {
        name: 'Daniel Whitmore',
        jobTitle: 'Partner',
        companyName: 'Whitmore & Lane LLC',
        phones: ['(212) 555-0142'],
        website: 'whitmore-lane.example',
        address: place('200 Hudson Street', '10013', 'New York', 'US', { line2: 'Suite 400', region: 'NY' }),
      },
    ],
    [
      'NL',
      `Met vriendelijke groet,\nPieter van der Berg\nEigenaar\nVan der Berg Interieur B.V.\nHerengracht 120\n1015 BT Amsterdam\n+31 20 555 0142`,
      {
        name: 'Pieter van der Berg',
        jobTitle: 'Eigenaar',
        companyName: 'Van der Berg Interieur B.V.',
        address: place('Herengracht 120', '1015 BT', 'Amsterdam', 'NL'),
      },
    ],
    [
      'ES',
      `Un saludo,\nMaría José García Núñez\nDirectora de Marketing\nBodegas Núñez S.L.\nCalle de Alcalá 48, 28014 Madrid\nTel. 91 555 01 42 - maria@bodegasnunez.example`,
      {
        name: 'María José García Núñez',
        jobTitle: 'Directora de Marketing',
        companyName: 'Bodegas Núñez S.L.',
        phones: ['91 555 01 42'],
        address: place('Calle de Alcalá 48', '28014', 'Madrid', 'ES'),
      },
    ],
    [
      'IT',
      `Cordiali saluti\nGiulia D’Angelo\nResponsabile acquisti\nOfficina D’Angelo S.r.l.\nVia Tortona 31 – 20144 Milano (MI)\nTel. +39 02 555 0142`,
      {
        name: 'Giulia D’Angelo',
        jobTitle: 'Responsabile acquisti',
        companyName: 'Officina D’Angelo S.r.l.',
        phones: ['+39 02 555 0142'],
        address: place('Via Tortona 31', '20144', 'Milano', 'IT', { region: 'MI' }),
      },
    ],
  ])('of %s', (_, text, expected) => {
    expect(read(text)).toMatchObject(expected)
  })

  it('takes the country from what is near, and leaves it open when nothing tells', () => {
    expect(read('Anna Weber\nAm Markt 1\n28195 Bremen').address).toEqual(
      place('Am Markt 1', '28195', 'Bremen', null),
    )
    expect(read('Anna Weber\nAm Markt 1\n28195 Bremen', 'DE').address?.country).toBe('DE')
    expect(read('Anna Weber\nAm Markt 1\n28195 Bremen\n+49 421 555 0142', 'FR').address?.country).toBe('DE')
    expect(read('Anna Weber\nSeestrasse 1\n8002 Zürich\nSchweiz').address?.country).toBe('CH')
  })

  it('does not choke on anything', () => {
    for (const text of [
      '\u0000',
      '@@@@',
      ','.repeat(5000),
      '+'.repeat(500),
      '(((',
      'a'.repeat(20_000),
      '1 '.repeat(3000),
    ]) {
      expect(readSignature(text).emails).toEqual([])
    }
  })
})

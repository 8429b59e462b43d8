/** Invented people and firms for the demo world; every address ends in .example, which belongs to nobody (RFC 2606). */

export const firstNames = [
  'Katarzyna',
  'Thomas',
  'Camille',
  'Daniel',
  'Piotr',
  'Sophie',
  'Franziska',
  'Julien',
  'Anna',
  'Markus',
  'Aurélie',
  'Benjamin',
  'Bartosz',
  'Christine',
  'Emily',
  'Étienne',
  'Ewa',
  'Florian',
  'Grace',
  'Hélène',
  'Jan',
  'Johanna',
  'Karim',
  'Łucja',
  'Magdalena',
  'Nils',
  'Olivia',
  'Paul',
  'Rosa',
  'Søren',
  'Tomasz',
  'Ursula',
  'Věra',
  'Wojciech',
  'Yasmin',
  'Zoé',
] as const

export const lastNames = [
  'Wójcik',
  'Brandl',
  'Rousseau',
  'Whitmore',
  'Kamiński',
  'Lefèvre',
  'Vogt',
  'Mercier',
  'Szymańska',
  'Lindner',
  'Blanchard',
  'Hauser',
  'Lewandowski',
  'Adler',
  'Carter',
  'Moreau',
  'Jabłońska',
  'Steiner',
  'Holloway',
  'Garnier',
  'Kowalczyk',
  'Pfeiffer',
  'Haddad',
  'Nowicka',
  'Król',
  'Andersen',
  'Bennett',
  'Schäfer',
  'Conti',
  'Østergaard',
  'Zając',
  'Weiß',
  'Procházka',
  'Sadowski',
  'Benali',
  'Dubois',
] as const

interface Firm {
  name: string
  domain: string
  city: string
  postalCode: string
  line1: string
  country: string
  phone: string
}

const firm = (line: string): Firm => {
  const [name = '', domain = '', line1 = '', postalCode = '', city = '', country = '', phone = ''] =
    line.split(' | ')
  return { name, domain: `${domain}.example`, line1, postalCode, city, country, phone }
}

export const firms = [
  'Lumen Logistyka | lumen | ul. Portowa 18 | 80-401 | Gdańsk | PL | +48 58 555 01 4',
  'Brandl Metallbau GmbH | brandl-metallbau | Industriestraße 4 | 86153 | Augsburg | DE | +49 821 5550 1',
  'Atelier Rousseau | atelier-rousseau | 12 rue des Tanneurs | 69002 | Lyon | FR | +33 4 72 55 50 1',
  'Whitmore & Lane LLC | whitmorelane | 48 Harbor Street | 02110 | Boston | US | +1 617 555 01',
  'Kamiński Meble | kaminski-meble | ul. Stolarska 7 | 61-788 | Poznań | PL | +48 61 555 02 3',
  'Maison Lefèvre | maison-lefevre | 3 place du Marché | 33000 | Bordeaux | FR | +33 5 56 55 51 2',
  'Vogt Steuerberatung | vogt-steuer | Lindenstraße 8 | 80331 | München | DE | +49 89 5550 14',
  'Mercier Traiteur | mercier-traiteur | 27 quai Sainte-Anne | 44000 | Nantes | FR | +33 2 40 55 52 1',
  'Zielony Dom | zielony-dom | ul. Leśna 22 | 30-001 | Kraków | PL | +48 12 555 03 8',
  'Lindner Optik | lindner-optik | Hauptplatz 11 | 4020 | Linz | AT | +43 732 5550 2',
  'Blanchard Conseil | blanchard-conseil | 5 allée des Ormes | 31000 | Toulouse | FR | +33 5 61 55 53 4',
  'Hauser Bau AG | hauser-bau | Seestrasse 90 | 8002 | Zürich | CH | +41 44 555 01 7',
  'Lewar Transport | lewar | ul. Magazynowa 3 | 90-302 | Łódź | PL | +48 42 555 04 2',
  'Adler Gartenbau | adler-gartenbau | Am Anger 6 | 99084 | Erfurt | DE | +49 361 5550 3',
  'Northfield Supply Inc. | northfield | 900 Depot Road | 55401 | Minneapolis | US | +1 612 555 02',
  'Moreau & Fils | moreau-fils | 19 rue du Port | 13002 | Marseille | FR | +33 4 91 55 54 6',
  'Studio Jabłoń | studio-jablon | ul. Sadowa 15 | 50-001 | Wrocław | PL | +48 71 555 05 9',
  'Steiner Sport | steiner-sport | Marktgasse 2 | 6020 | Innsbruck | AT | +43 512 5550 4',
  'Holloway Interiors | holloway | 14 Canal Walk | M1 4JB | Manchester | GB | +44 161 555 01',
  'Garnier Vins | garnier-vins | 8 route des Caves | 21000 | Dijon | FR | +33 3 80 55 55 1',
  'Kowalczyk Instalacje | kowalczyk | ul. Miedziana 41 | 40-001 | Katowice | PL | +48 32 555 06 2',
  'Pfeiffer Keramik | pfeiffer-keramik | Töpfergasse 3 | 56203 | Höhr-Grenzhausen | DE | +49 2624 555 1',
  'Haddad Textiles | haddad-textiles | 6 rue de la Soie | 59000 | Lille | FR | +33 3 20 55 56 8',
  'Nowicka Optyka | nowicka | ul. Jasna 9 | 00-013 | Warszawa | PL | +48 22 555 07 1',
  'Østergaard Design | oestergaard | Havnegade 12 | 8000 | Aarhus | DK | +45 86 55 50 1',
  'Conti Forni | conti-forni | via dei Mulini 21 | 40121 | Bologna | IT | +39 051 555 01 2',
  'Weiß & Söhne | weiss-soehne | Schmiedeweg 17 | 04109 | Leipzig | DE | +49 341 5550 6',
  'Procházka Knihy | prochazka | Dlouhá 33 | 110 00 | Praha | CZ | +420 222 555 01',
].map(firm)

export const jobTitles = [
  'Head of Operations',
  'Managing Director',
  'Office Manager',
  'Marketing Lead',
  'Owner',
  'Purchasing',
  'Accounting',
  'Warehouse Lead',
  'Art Director',
  'Project Manager',
  'Sales',
  null,
] as const

export const tags = [
  'retainer',
  'print',
  'relaunch',
  'shop',
  'logistics',
  'referral',
  'fair 2026',
  'newsletter',
] as const

export const sources = ['Referral', 'Trade fair', 'Website', 'Cold call', null] as const

/** What was noted, with the kind of note it was. */
export const remarks = [
  ['call', 'Budget for phase 2 is approved, up to **€18,000**. She wants a fixed price, invoiced 40/60.'],
  ['call', 'Asked for two more references. Sends the brief by Friday.'],
  ['meeting', 'Kick-off in their office:\n\n- scope agreed\n- texts come from them\n- launch before Easter'],
  ['note', 'Prefers mail over phone. Never before nine.'],
  ['note', 'From February they need structured e-invoices.'],
  ['meeting', 'Walked through the first layout. They like the quiet version; the logo stays.'],
  ['call', 'Happy with the relaunch, wants a maintenance plan from January.'],
  ['note', 'Contract is with their lawyer. The contact there is Ms Sand.'],
  ['call', 'Not reached, left a message with the assistant.'],
  ['meeting', 'Met at the fair, stand 4.12. Interested in a shop with about 300 products.'],
] as const

export const errands = [
  'Call about phase 2',
  'Send the offer',
  'Ask for the e-invoice address',
  'Confirm the delivery date',
  'Offer a maintenance plan',
  'Send proofs for the winter menu',
  'Ask how the launch went',
  'Plan the kick-off',
] as const

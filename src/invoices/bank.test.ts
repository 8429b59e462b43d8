import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import { fileStorage, folderStorage, setStorage } from '#src/services/storage.ts'

let world: World
let studio: TestOrganization
let folder: string

beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'bank-'))
  setStorage(folderStorage(folder))
  studio = await world.addOrganization('Studio', { timeZone: 'UTC' })
  await world.perform(studio.owner, 'organization.update', {
    ...{ legalName: 'Studio GmbH', vatId: 'DE123456789' },
    address: { line1: 'Weg 1', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

async function upload(content: string | Buffer, as: TestPerson = studio.owner, name = 'statement.csv') {
  const bytes = Buffer.from(content as string)
  const { id, storageKey } = await world.perform(as, 'file.begin', {})
  async function* whole() {
    yield bytes
  }
  const size = await fileStorage().write(storageKey, whole())
  await world.perform(as, 'file.keep', { id, name, size, type: 'text/csv', digest: 'x' })
  return id
}
const bring = async (content: string | Buffer, as: TestPerson = studio.owner) =>
  world.perform(as, 'bank.import', { fileId: await upload(content, as) })
const linesOf = async (statementId: string) =>
  (await world.perform(studio.owner, 'bank.lines', { statementId })).items

const refused = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: { status: number; code: string }) => `${error.status} ${error.code}`,
  )

async function issue(company: string, price: string, more: object = {}) {
  const client = await world.perform(studio.owner, 'client.create', { name: 'Ada', companyName: company })
  const { id } = await world.perform(studio.owner, 'invoice.create', {
    clientId: client.id,
    lines: [{ description: 'Design', unitPrice: price, taxCategory: 'Z' }],
    ...more,
  })
  return world.perform(studio.owner, 'invoice.issue', { id })
}
const csv = (...rows: string[]) =>
  ['Buchungstag;Betrag;Währung;Name;IBAN;Verwendungszweck', ...rows, ''].join('\n')
const standing = (id: string) => world.perform(studio.owner, 'invoice.get', { id })

const camt = (version: string, entries: string) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`

describe('a statement', () => {
  it('is read as CSV of different banks, in their encodings', async () => {
    // Windows-1252, a preamble, debit and credit apart, amounts with points, a balance that is no line.
    const german = Buffer.from(
      [
        '"Konto";"DE89 3704 0044 0532 0130 00";',
        '',
        '"Buchungsdatum";"Wertstellung";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"IBAN";"Betrag (€)";"Status"',
        '"03.11.26";"03.11.26";"Müller & Söhne";"Studio";"Rechnung 1";"DE02 1203 0000 0000 2020 51";"1.234,50";"Gebucht"',
        '"04.11.26";"04.11.26";"Studio";"Papier AG";"=1+1";"DE02120300000000202051";"-7,00 €";"Gebucht"',
        '"05.11.26";"05.11.26";"Wer";"Studio";"später";"";"5,00";"Vorgemerkt"',
        '"Saldo";"";"";"";"";"";"1.227,50";""',
      ].join('\r\n'),
      'latin1',
    )
    // Latin-1 holds no euro sign; the byte is that of Windows-1252.
    const first = await bring(Buffer.from([...german].map((byte) => (byte === 0xac ? 0x80 : byte))))
    expect(first).toMatchObject({ format: 'csv', lines: 2, added: 2, refused: [{ row: 7 }] })
    const [out, into] = await linesOf(first.id)
    expect(into).toMatchObject({
      ...{ bookedOn: '2026-11-03', amount: 123_450, currency: 'EUR', name: 'Müller & Söhne' },
      ...{ iban: 'DE02120300000000202051', text: 'Rechnung 1', status: 'open' },
    })
    expect(out).toMatchObject({ amount: -700, name: 'Papier AG' })

    const english = await bring(
      'Date,Description,Paid out,Paid in,Currency\n2026-11-28,Fee,"1,200.00",,GBP\n2026-11-29,"Ace, Ltd",,15.5,GBP\n',
    )
    expect((await linesOf(english.id)).map(({ amount, currency }) => [amount, currency])).toEqual([
      [1550, 'GBP'],
      [-120_000, 'GBP'],
    ])
    const american = await bring('Date,Amount,Name,Memo\n11/13/2026,-5.00,A,x\n11/03/2026,7,B,y\n')
    expect((await linesOf(american.id)).map(({ bookedOn }) => bookedOn)).toEqual(['2026-11-13', '2026-11-03'])
    const signed = await bring(
      'Datum;Bedrag;Af Bij;Naam / Omschrijving;Mededelingen\n20261101;5,10;Af;X;1\n20261102;5,20;Bij;Y;2',
    )
    expect((await linesOf(signed.id)).map(({ amount }) => amount)).toEqual([520, -510])
  })

  it('is read as CAMT.053 of several versions, batches apart, what is pending left out', async () => {
    const old = await bring(
      camt(
        '02',
        `<Ntry><Amt Ccy="EUR">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-10-01</Dt></BookgDt>
          <NtryDtls><TxDtls><Refs><EndToEndId>E2E-1</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">100.00</Amt></TxAmt></AmtDtls>
          <RltdPties><Dbtr><Nm>&#196;rger &amp; C&#x6F;</Nm></Dbtr><DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct></RltdPties>
          <RmtInf><Ustrd>Teil</Ustrd><Ustrd>eins</Ustrd></RmtInf></TxDtls>
          <TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">200.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="EUR">9.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2026-10-01</Dt></BookgDt></Ntry>`,
      ),
    )
    expect(old).toMatchObject({ format: 'camt', lines: 2, added: 2 })
    const lines = await linesOf(old.id)
    expect(lines.map(({ amount }) => amount).sort()).toEqual([10_000, 20_000])
    expect(lines.find(({ amount }) => amount === 10_000)).toMatchObject({
      ...{ account: 'DE89370400440532013000', name: 'Ärger & Co', text: 'Teil eins', endToEndId: 'E2E-1' },
    })
    const fresh = await bring(
      camt(
        '08',
        `<Ntry><Amt Ccy="JPY">1200</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-10-02T10:00:00</DtTm></BookgDt>
        <NtryDtls><TxDtls><RltdPties><Cdtr><Pty><Nm>Tokyo</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls><AddtlNtryInf>Card</AddtlNtryInf></Ntry>`,
      ),
    )
    expect(await linesOf(fresh.id)).toMatchObject([
      { amount: -1200, currency: 'JPY', name: 'Tokyo', text: 'Card', bookedOn: '2026-10-02' },
    ])
  })

  it('adds nothing when it comes again, and knows two payments that say the same', async () => {
    const row = '05.11.2026;10,00;EUR;Twin;;same'
    const first = await bring(csv(row, row))
    expect([first.lines, first.added]).toEqual([2, 2])
    expect((await bring(csv(row, row))).added).toBe(0)
    const both = await Promise.all([bring(csv(row, row, row)), bring(csv(row, row, row))])
    expect(both.map(({ added }) => added).sort()).toEqual([0, 1])
  })

  it('is refused in a sentence when it is none, or more than anybody reads', async () => {
    const doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Document/>'
    const deep = `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`
    for (const bad of [
      ...[
        '',
        'hello',
        '%PDF-1.7',
        'PK\u0003\u0004',
        doctype,
        deep,
        '<Document><a></Document>',
        '<html></html>',
      ],
      camt('02', ''),
      csv(),
      csv('31.02.2026;1,00;EUR;A;;x'),
      csv('01.02.2026;9999999999999999,00;EUR;A;;x'),
      Buffer.alloc(5 * 1024 * 1024 + 1, 'a'),
      `Datum;Betrag\n${';'.repeat(300)}`,
      csv(...Array.from({ length: 10_001 }, (_, n) => `01.02.2026;1,00;EUR;A;;${n}`)),
    ])
      expect(await refused(bring(bad)), String(bad).slice(0, 60)).toBe('422 invalid')
    expect(await refused(bring(csv('1.1.2026;1;EUR;A;;x'), await world.addMember(studio, 'viewer')))).toBe(
      '403 forbidden',
    )
    expect(
      await refused(bring(csv('1.1.2026;1;EUR;A;;x'), await world.addMember(studio, 'owner', 'own'))),
    ).toBe('403 forbidden')
  })
})

describe('a line', () => {
  it('proposes by amount, number and name, and several invoices for one payment', async () => {
    const lumen = await issue('Lumen Bau GmbH', '100')
    const other = await issue('Lumen Bau GmbH', '230')
    const same = await issue('Quartz Media', '100')
    const bill = await world.perform(studio.owner, 'invoice.create', {
      ...{ direction: 'purchase', number: 'RE/77-2026' },
      companyId: (await world.perform(studio.owner, 'company.create', { name: 'Papier AG' })).id,
      lines: [{ description: 'Paper', unitPrice: '50', taxCategory: 'Z' }],
    })
    await world.perform(studio.owner, 'invoice.issue', { id: bill.id })
    const { id } = await bring(
      csv(
        `09.11.2026;100,00;EUR;LUMEN BAU;;Rechnung ${lumen.number!.replace('-', ' ')} danke`,
        '08.11.2026;330,00;EUR;Lumen Bau;;zwei Rechnungen',
        `07.11.2026;330,00;EUR;Somebody;;${lumen.number} und ${other.number}`,
        '06.11.2026;-50,00;EUR;Papier AG;;RE 77 2026',
        '05.11.2026;50,00;EUR;Papier AG;;RE 77 2026',
        `04.11.2026;20,00;EUR;Lumen;;part of ${other.number}`,
        `03.11.2026;77,00;EUR;Nobody;;${lumen.number}1`,
      ),
    )
    const [exact, sum, numbered, paid, wrongWay, partly, longer] = (await linesOf(id)).map(
      ({ proposals }) => proposals,
    )
    expect(exact![0]).toMatchObject({
      reasons: ['amount', 'number', 'name'],
      invoices: [{ invoiceId: lumen.id, amount: 10_000 }],
    })
    expect(exact![1]).toMatchObject({ reasons: ['amount'], invoices: [{ invoiceId: same.id }] })
    expect(exact![0]!.score).toBeGreaterThan(exact![1]!.score)
    const pair = [lumen.id, other.id].sort()
    for (const [found, reasons] of [
      [sum, ['sum', 'name']],
      [numbered, ['sum', 'number']],
    ] as const) {
      expect(found![0]).toMatchObject({ reasons })
      expect(found![0]!.invoices.map(({ invoiceId }) => invoiceId).sort()).toEqual(pair)
    }
    expect(paid).toMatchObject([
      { reasons: ['amount', 'number', 'name'], invoices: [{ invoiceId: bill.id }] },
    ])
    expect(wrongWay).toEqual([])
    expect(partly).toMatchObject([{ invoices: [{ invoiceId: other.id, amount: 2000, amountDue: 23_000 }] }])
    expect(longer).toEqual([])
    // Nothing was booked by itself.
    expect((await standing(lumen.id)).amountPaid).toBe(0)
  })

  it('is accepted once, over several invoices, and released whole', async () => {
    const [one, two] = [await issue('Vela', '10'), await issue('Vela', '20')]
    const { id } = await bring(csv('01.11.2026;35,00;EUR;Vela;DE1;both'))
    const [line] = await linesOf(id)
    const accept = (invoices: { invoiceId: string; amount?: number }[], more: object = {}) =>
      world.perform(studio.owner, 'bank.accept', { lineId: line!.id, invoices, ...more })
    expect(await refused(accept([{ invoiceId: one.id, amount: 1500 }]))).toBe('409 paid')
    expect(await refused(accept([{ invoiceId: one.id, amount: 3501 }]))).toBe('422 invalid')
    expect(await refused(accept([{ invoiceId: one.id }, { invoiceId: one.id }]))).toBe('422 invalid')
    const foreign = await issue('Vela', '10', { currency: 'CHF' })
    expect(await refused(accept([{ invoiceId: one.id }, { invoiceId: foreign.id }]))).toBe('422 invalid')
    expect((await standing(one.id)).amountPaid).toBe(0)

    const twice = await Promise.all(
      [1, 2, 3].map(() => refused(accept([{ invoiceId: two.id }, { invoiceId: one.id }]))),
    )
    expect(twice.sort()).toEqual(['409 accepted', '409 accepted', 'done'])
    const [after] = await linesOf(id)
    expect(after).toMatchObject({ status: 'accepted', rest: 500, proposals: [] })
    expect(after!.payments.map(({ amount }) => amount).sort()).toEqual([1000, 2000])
    for (const { id } of [one, two])
      expect(await standing(id)).toMatchObject({ status: 'paid', amountDue: 0 })

    const remove = world.perform(studio.owner, 'payment.remove', { id: after!.payments[0]!.paymentId })
    expect(await refused(remove)).toBe('409 from_bank')
    const release = () => world.perform(studio.owner, 'bank.release', { lineId: line!.id })
    expect(await release()).toMatchObject({ status: 'open', payments: [] })
    expect(await refused(release())).toBe('409 open')
    for (const { id } of [one, two])
      expect(await standing(id)).toMatchObject({ status: 'issued', amountPaid: 0 })
    expect(await accept([{ invoiceId: one.id, amount: 3500 }], { overpayment: true })).toMatchObject({
      rest: 0,
    })
    expect(await standing(one.id)).toMatchObject({ status: 'paid', amountDue: -2500 })
    // Whoever paid from this account before is known.
    await issue('Vela', '99')
    const next = await bring(csv('02.11.2026;99,00;EUR;V. Holding;DE1;x'))
    expect((await linesOf(next.id))[0]!.proposals[0]).toMatchObject({ reasons: ['amount', 'account'] })
  })

  it('pays bills and credit notes when it went out, and can be set aside', async () => {
    const invoice = await issue('Kranich', '40')
    await world.perform(studio.owner, 'payment.record', { invoiceId: invoice.id, amount: 4000 })
    const note = await world.perform(studio.owner, 'invoice.credit', { id: invoice.id })
    const { id } = await bring(csv('01.11.2026;-40,00;EUR;Kranich;;back', '01.11.2026;-1,00;EUR;Bank;;fee'))
    const lines = await linesOf(id)
    const [back, fee] = [
      lines.find(({ amount }) => amount === -4000)!,
      lines.find(({ amount }) => amount === -100)!,
    ]
    expect(back.proposals[0]).toMatchObject({ invoices: [{ invoiceId: note.id }] })
    const pay = (lineId: string, invoiceId: string) =>
      refused(world.perform(studio.owner, 'bank.accept', { lineId, invoices: [{ invoiceId }] }))
    expect(await pay(back.id, invoice.id)).toBe('422 invalid')
    expect(await pay(back.id, note.id)).toBe('done')
    expect(await standing(note.id)).toMatchObject({ status: 'paid' })
    expect(await world.perform(studio.owner, 'bank.ignore', { lineId: fee.id })).toMatchObject({
      status: 'ignored',
    })
    expect(await pay(fee.id, note.id)).toBe('409 ignored')
    expect((await world.perform(studio.owner, 'bank.lines', { status: 'ignored' })).items).toHaveLength(1)
    await world.perform(studio.owner, 'bank.release', { lineId: fee.id })
  })
})

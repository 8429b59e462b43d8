/** Records for the walk. Every text that is stored in them says whose they are. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestPerson } from '#db/test-world.ts'
import type { InputOf, Place, RoutedName } from './stranger-world.ts'

/** Long after this test. */
export const farAway = '2100-01-01T09:00:00Z'

let count = 0
/** An address nobody had before. */
export const newEmail = (word = 'guest') => `${word}.${++count}@people.example`

const addressOf = ({ secret }: Place) => ({
  line1: `${secret} street`,
  line2: `${secret} yard`,
  city: `${secret} town`,
  postalCode: '10115',
  region: `${secret} region`,
  country: 'DE',
})

export async function newCompany(place: Place, more: Partial<InputOf<'company.create'>> = {}) {
  const { secret } = place
  return place.perform('company.create', {
    name: `${secret} company`,
    legalName: `${secret} company ltd`,
    vatId: `${secret} vat`,
    registrationNumber: `${secret} number`,
    electronicAddress: { scheme: '9930', value: `${secret} electronic` },
    email: newEmail(secret),
    phone: '030 901820',
    website: `https://${secret}.example`,
    address: addressOf(place),
    tags: [`${secret} tag`],
    ...more,
  })
}

export async function newClient(place: Place, more: Partial<InputOf<'client.create'>> = {}) {
  const { secret } = place
  return place.perform('client.create', {
    name: `${secret} client`,
    firstName: `${secret} first`,
    lastName: `${secret} last`,
    email: newEmail(secret),
    otherEmails: [newEmail(secret)],
    phone: '030 901820',
    jobTitle: `${secret} job`,
    tags: [`${secret} tag`],
    address: addressOf(place),
    website: `https://${secret}.example`,
    source: `${secret} source`,
    ...more,
  })
}

export async function newNote(place: Place, more: Partial<InputOf<'note.create'>> = {}) {
  const about = more.companyId ? {} : { clientId: more.clientId ?? (await newClient(place)).id }
  return place.perform('note.create', { body: `${place.secret} note`, ...about, ...more })
}

export async function newAlert(place: Place, more: Partial<InputOf<'alert.create'>> = {}) {
  const clientId = (await newClient(place)).id
  return place.perform('alert.create', {
    title: `${place.secret} alert`,
    dueAt: farAway,
    clientId,
    ...more,
  })
}

/** The alert rings at once: the ring is the server's own, or this one. */
export async function ring(place: Place, alertId: string) {
  for (;;) {
    await place.world.perform(place.organization.system, 'alert.ring', {})
    const { rows } = await place.world.owner.query('select id from notifications where subject_id = $1', [
      alertId,
    ])
    if (rows[0]) return { id: String(rows[0].id) }
  }
}

/** One for the owner. */
export async function newNotification(place: Place): Promise<{ id: string }> {
  const { id } = await newAlert(place, { dueAt: '2020-01-01T09:00:00Z', channels: ['email'] })
  return ring(place, id)
}

export const idOf = async (made: Promise<{ id: string }>) => ({ id: (await made).id })

/** Uploaded as a browser does it. */
export async function newFile(
  place: Place,
  content: string | Uint8Array<ArrayBuffer> = `${place.secret} content`,
  name = `${place.secret} file.txt`,
): Promise<{ id: string }> {
  const form = new FormData()
  form.set('file', new File([content], name))
  const cookie = await place.site.signIn(place.owner)
  const { status, body } = await place.site.ask('POST', '/files', {
    cookie,
    organization: place.organization.id,
    body: form,
  })
  if (status !== 201) throw new Error(`A file was answered with ${status}`)
  return { id: String(body.id) }
}

/** A list to import: a row that is right, and one that is refused. */
export const newList = (place: Place) => {
  const { secret } = place
  const rows = [
    `${secret} client,${newEmail(secret)},${secret}`,
    `${secret} other,${secret} no address,${secret}`,
  ]
  return newFile(place, ['Name,E-mail,Tags', ...rows, ''].join('\n'), `${secret} list.csv`)
}

/** An import that is checked, or that ran. */
export async function newImport(
  place: Place,
  status: 'ready' | 'done' = 'ready',
  file?: string,
): Promise<{ id: string }> {
  const fileId = file ?? (await newList(place)).id
  const { id } = await place.perform('import.create', { fileId, kind: 'client' })
  if (status === 'done') await place.perform('import.run', { id })
  while ((await place.perform('import.get', { id })).status !== status) await sleep(20)
  return { id }
}

/** An import that was taken back but for what somebody changed. */
export async function newKept(place: Place): Promise<{ id: string }> {
  const { secret } = place
  const rows = ['one', 'two'].map((one) => `${secret} ${one},${newEmail(secret)}`)
  const file = await newFile(place, ['Name,E-mail', ...rows, ''].join('\n'), `${secret} list.csv`)
  const { id } = await newImport(place, 'done', file.id)
  const { items } = await place.perform('import.rows', { id, verdict: 'new' })
  for (const { record } of items)
    if (record) await place.perform('client.update', { id: record.id, jobTitle: 'Adviser' })
  await place.perform('import.undo', { id })
  while ((await place.perform('import.get', { id })).status !== 'undone') await sleep(20)
  return { id }
}

/** Until it is attached, a file is seen by nobody but its uploader. */
export async function newAttachment(place: Place, clientId: string): Promise<{ id: string }> {
  const { id } = await newFile(place)
  await place.perform('file.attach', { fileId: id, clientId })
  return { id }
}

export const newMember = (place: Place, role: 'member' | 'viewer' = 'member'): Promise<TestPerson> =>
  place.world.addMember(place.organization, role, 'all', `${place.word} Colleague`)

export const newInvitation = (place: Place) =>
  place.perform('invitation.create', { email: newEmail(`${place.word}-guest`), role: 'member' })

export const newApiKey = (place: Place) =>
  place.perform('api_key.create', { name: `${place.word} key`, role: 'viewer' })

/** The input for the second page of a list with one row a page, so that a cursor is among what is exchanged. */
export async function secondPage<N extends Extract<RoutedName, `${string}.list` | `${string}.timeline`>>(
  place: Place,
  name: N,
  input: InputOf<N>,
): Promise<InputOf<N>> {
  const one = { ...input, limit: 1 } as InputOf<N>
  const { nextCursor } = (await place.perform(name, one)) as { nextCursor: string | null }
  if (!nextCursor) throw new Error(`${name} has no second page`)
  return { ...one, cursor: nextCursor } as InputOf<N>
}

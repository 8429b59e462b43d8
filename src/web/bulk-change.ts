/** What can be done with many records of one kind at once: another owner, a tag, the trash; each can be taken back. */
import { useTranslations } from 'use-intl'
import { api, Failure, type Input, type Output } from './api.ts'
import { useBulk } from './bulk.tsx'
import { usePeople } from './people.ts'
import type { Noun, RecordKind } from './record-kind.ts'

type Stored<N extends Noun> = Output<`GET /${N}/:id`>
type Change<N extends Noun> =
  | Omit<Input<`PATCH /${N}/:id`>, 'id'>
  | { ownerId: string | null }
  | { tags: string[] }

export function useBulkChange<N extends Noun>(of: RecordKind<N>, chosen: readonly Stored<N>[]) {
  const t = useTranslations(`${of.words as Noun}.bulk`)
  const { nameOf } = usePeople()
  const bulk = useBulk()
  const words = {
    touches: of.touches,
    working: t('working'),
    failed: (count: number) => t('failed', { count }),
  }
  /** Changes those that `wanted` says something about. */
  const update = (wanted: (record: Stored<N>) => Change<N> | null, done: (count: number) => string) =>
    bulk({
      ...words,
      items: chosen.filter((record) => wanted(record) !== null),
      done,
      change: (record) => patch(of, record, wanted(record) ?? {}),
      back: (before, after) => takeBack(of, before, after, wanted(before) ?? {}),
    })
  return {
    update,
    own: (ownerId: string | null) =>
      update(
        (record) => (record.ownerId === ownerId ? null : { ownerId }),
        (count) =>
          ownerId === null ? t('unowned', { count }) : t('owned', { count, name: nameOf(ownerId) ?? '' }),
      ),
    tag: (added: string) =>
      update(
        ({ tags }) => (tags.includes(added) ? null : { tags: [...tags, added] }),
        (count) => t('tagged', { count, tag: added }),
      ),
    trash: () =>
      bulk({
        ...words,
        items: chosen,
        done: (count) => t('trashed', { count }),
        change: ({ id, version }) => api(of.trash as RecordKind['trash'], { id }, { version }),
        back: ({ id }) => api(of.restore as RecordKind['restore'], { id }),
      }),
  }
}

async function patch<N extends Noun>(of: RecordKind<N>, { id, version }: Stored<N>, changed: object) {
  const input = { id, ...changed } as Input<RecordKind['update']>
  return (await api(of.update as RecordKind['update'], input, { version })) as Stored<N>
}

/** Puts back what was changed here, and only where it still stands as it was left: nothing of a colleague's is lost. */
async function takeBack<N extends Noun>(
  of: RecordKind<N>,
  before: Stored<N>,
  after: Stored<N>,
  changed: object,
) {
  const names = Object.keys(changed) as (keyof Stored<N>)[]
  const old = Object.fromEntries(names.map((name) => [name, before[name]]))
  try {
    return await patch(of, after, old)
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 412) throw error
    const now = (await api(of.read as RecordKind['read'], { id: before.id })) as Stored<N>
    if (names.some((name) => JSON.stringify(now[name]) !== JSON.stringify(after[name]))) throw error
    return patch(of, now, old)
  }
}

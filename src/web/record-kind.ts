/**
 * A kind of record that has a page: where it is read, changed, thrown away and brought back, said as data by its slice
 * (`clientKind`, `companyKind`), and what one does with it, written once.
 */
import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import { api, type Input, type Output } from './api.ts'
import { type Deed, useDeed } from './deed.ts'
import { apiQuery, invalidate, queryClient } from './query.ts'
import { type RecordList, useListPlace, useOpenList, useOpenRecord } from './record-list.ts'
import { useOrganization } from './session.ts'
import type { Values } from './ui/record-form.tsx'
import { toast } from './ui/toast.tsx'

export type Noun = 'clients' | 'companies'

export interface RecordKind<N extends Noun = Noun> extends RecordList<`GET /${N}`> {
  kind: 'client' | 'company'
  /** The room of its words. */
  words: N
  create: `POST /${N}`
  read: `GET /${N}/:id`
  update: `PATCH /${N}/:id`
  trash: `DELETE /${N}/:id`
  restore: `POST /${N}/:id/restore`
  /** The kinds that come and go with it. */
  touches: readonly string[]
}

/** What every one of them has. */
export interface NamedRecord {
  id: string
  name: string
  version: number
}

/** Stores changed fields and reads the record again; fits `Facts` and `RecordForm`. */
export function useChangeRecord(of: RecordKind, id: string) {
  const { run } = useDeed(of.update, { touches: [of.kind], shown: [412, 422] })
  const store = useCallback(
    async (changed: Values): ReturnType<Deed<RecordKind['update']>['run']> => {
      const { queryKey } = apiQuery(of.read, { id })
      // The newest version that came in: what somebody else changed before that, one has seen.
      const known = queryClient.getQueryData<Output<RecordKind['read']>>(queryKey)
      const answer = await run(
        { id, ...changed } as Input<RecordKind['update']>,
        known ? { version: known.version } : {},
      )
      if (answer.output) queryClient.setQueryData(queryKey, answer.output)
      return answer
    },
    [of, id, run],
  )
  const reload = useCallback(
    async () =>
      (await queryClient.fetchQuery({ ...apiQuery(of.read, { id }), staleTime: 0 })) as unknown as Values,
    [of, id],
  )
  return { store, reload }
}

/** Adding one, from wherever: stored, said, and taken back when it was a slip. */
export function useAddRecord<N extends Noun>(of: RecordKind<N>) {
  const t = useTranslations('ui.record')
  const open = useOpenRecord(of)
  const create = useDeed(of.create as RecordKind['create'], { touches: of.touches, shown: [422] })
  return {
    ...create,
    run: async (said: Input<`POST /${N}`>) => {
      const answer = await create.run(said as Input<RecordKind['create']>)
      if (answer.output) {
        const { id, name } = answer.output
        toast({
          title: t('added', { name }),
          actions: [{ label: t('open'), run: () => open(id) }],
          undo: async () => {
            await api(of.trash as RecordKind['trash'], { id })
            await invalidate([of.kind])
          },
        })
      }
      return answer
    },
  }
}

/** Into the trash, and then to the list one came from; taken back, it opens again. */
export function useTrashRecord(of: RecordKind, { id, name, version }: NamedRecord) {
  const t = useTranslations(`${of.words}.page`)
  const open = useOpenRecord(of)
  const openList = useOpenList(of)
  const place = useListPlace(of)
  const trash = useDeed(of.trash, {
    touches: of.touches,
    done: t('trashed', { name }),
    undo: async () => {
      await api(of.restore, { id })
      open(id, place)
    },
  })
  return async () => {
    const { failure } = await trash.run({ id }, { version })
    if (!failure) openList(place)
  }
}

/** The address of one, for somebody else to open. */
export function useCopyLink(of: RecordKind, id: string) {
  const t = useTranslations('ui.record')
  const { slug } = useOrganization()
  return async () => {
    await navigator.clipboard?.writeText(`${window.location.origin}/o/${slug}/${of.words}/${id}`)
    toast({ title: t('linkCopied') })
  }
}

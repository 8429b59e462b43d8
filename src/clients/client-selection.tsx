/** What can be done with the selected clients at once; each deed can be taken back. */
import { TextInput, UnstyledButton } from '@mantine/core'
import { IconCircleDashed, IconTag, IconTrash, IconUser } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useExportChosen } from '#src/imports/export-list.tsx'
import { api, Failure, type Input, type Output } from '#src/web/api.ts'
import { useBulk } from '#src/web/bulk.tsx'
import { folded } from '#src/web/fold.ts'
import type { Selection } from '#src/web/ui/selection.ts'
import { SelectionBar } from '#src/web/ui/selection-bar.tsx'
import { Status } from '#src/web/ui/status.tsx'
import classes from './clients.module.css'
import { useFieldWords } from './field-words.tsx'
import { clientStatuses } from './fields.ts'
import type { ListedClient } from './list-place.tsx'
import { usePeople } from './people.tsx'

interface ClientSelectionProps {
  selection: Selection
  rows: readonly ListedClient[]
  tags: readonly string[]
}

type Client = Output<'GET /clients/:id'>
type Change = Omit<Input<'PATCH /clients/:id'>, 'id'>

export function ClientSelection({ selection, rows, tags }: ClientSelectionProps) {
  const t = useTranslations('clients.bulk')
  const { optionLabel } = useFieldWords()
  const { people, nameOf } = usePeople()
  const bulk = useBulk()
  const chosen = rows.filter(({ id }) => selection.has(id))
  const exportChosen = useExportChosen(
    'client',
    chosen.map(({ id }) => id),
  )
  const words = {
    touches: ['client'],
    working: t('working'),
    failed: (count: number) => t('failed', { count }),
  }

  const patch = (
    items: readonly ListedClient[],
    wanted: (client: Client) => Change,
    done: (count: number) => string,
  ) =>
    bulk({
      ...words,
      items,
      done,
      change: ({ id, version, ...client }) =>
        api('PATCH /clients/:id', { id, ...wanted({ id, version, ...client }) }, { version }),
      back: (before, after) => takeBack(before, after, wanted(before)),
    })
  const own = (ownerId: string | null) =>
    patch(
      chosen.filter((client) => client.ownerId !== ownerId),
      () => ({ ownerId }),
      (count) =>
        ownerId === null ? t('unowned', { count }) : t('owned', { count, name: nameOf(ownerId) ?? '' }),
    )
  const mark = (status: (typeof clientStatuses)[number]) =>
    patch(
      chosen.filter((client) => client.status !== status),
      () => ({ status }),
      (count) => t('marked', { count, status: optionLabel('status', status).toLowerCase() }),
    )
  const tag = (added: string) =>
    patch(
      chosen.filter((client) => !client.tags.includes(added)),
      (client) => ({ tags: [...client.tags, added] }),
      (count) => t('tagged', { count, tag: added }),
    )
  const trash = async () => {
    selection.clear()
    await bulk({
      ...words,
      items: chosen,
      done: (count) => t('trashed', { count }),
      change: ({ id, version }) => api('DELETE /clients/:id', { id }, { version }),
      back: ({ id }) => api('POST /clients/:id/restore', { id }),
    })
  }

  return (
    <SelectionBar
      selection={selection}
      actions={[
        {
          label: t('owner'),
          icon: IconUser,
          panel: (close) => (
            <Choices
              choices={[
                ...people.map(({ id, name }) => ({ value: id, label: name })),
                { value: '', label: t('nobody') },
              ]}
              choose={(id) => {
                close()
                void own(id || null)
              }}
            />
          ),
        },
        {
          label: t('status'),
          icon: IconCircleDashed,
          panel: (close) => (
            <div className={classes.panel}>
              {clientStatuses.map((status) => (
                <UnstyledButton
                  key={status}
                  className={classes.choice}
                  onClick={() => {
                    close()
                    void mark(status)
                  }}
                >
                  <Status of={status} />
                </UnstyledButton>
              ))}
            </div>
          ),
        },
        {
          label: t('tag'),
          icon: IconTag,
          panel: (close) => (
            <TagPanel
              tags={tags}
              add={(added) => {
                close()
                void tag(added)
              }}
            />
          ),
        },
        ...exportChosen,
        { label: t('trash'), icon: IconTrash, run: () => void trash() },
      ]}
    />
  )
}

/** Puts back what was changed here, and only where it still stands as it was left: nothing of a colleague's is lost. */
async function takeBack(before: Client, after: Client, changed: Change) {
  const { id } = before
  const names = Object.keys(changed) as (keyof Client & keyof Change)[]
  const old = Object.fromEntries(names.map((name) => [name, before[name]]))
  try {
    return await api('PATCH /clients/:id', { id, ...old }, { version: after.version })
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 412) throw error
    const now = await api('GET /clients/:id', { id })
    if (names.some((name) => JSON.stringify(now[name]) !== JSON.stringify(after[name]))) throw error
    return api('PATCH /clients/:id', { id, ...old }, { version: now.version })
  }
}

interface ChoicesProps {
  choices: readonly { value: string; label: string }[]
  choose: (value: string) => void
}

export function Choices({ choices, choose }: ChoicesProps) {
  return (
    <div className={classes.panel}>
      {choices.map(({ value, label }) => (
        <UnstyledButton key={value} className={classes.choice} onClick={() => choose(value)}>
          {label}
        </UnstyledButton>
      ))}
    </div>
  )
}

const mostTags = 8

export function TagPanel({ tags, add }: { tags: readonly string[]; add: (tag: string) => void }) {
  const t = useTranslations('clients.bulk')
  const [text, setText] = useState('')
  const wanted = text.trim()
  const fitting = tags.filter((tag) => folded(tag).includes(folded(wanted))).slice(0, mostTags)
  const isNew = wanted !== '' && !tags.includes(wanted)
  return (
    <>
      <TextInput
        aria-label={t('tagName')}
        placeholder={t('tagHint')}
        value={text}
        maxLength={40}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && wanted) add(wanted)
        }}
      />
      <Choices
        choices={[
          ...fitting.map((tag) => ({ value: tag, label: tag })),
          ...(isNew ? [{ value: wanted, label: t('addTag', { tag: wanted }) }] : []),
        ]}
        choose={add}
      />
    </>
  )
}

/** What the selection bar of a list of records offers besides its own: whose they are, a tag, the trash. */
import { TextInput, UnstyledButton } from '@mantine/core'
import { IconTag, IconTrash, IconUser } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { limits } from '#src/core/fields.ts'
import { folded } from '../fold.ts'
import { usePeople } from '../people.ts'
import classes from './bulk-actions.module.css'
import type { SelectionAction } from './selection-bar.tsx'

/** "Owner": one of the members, or nobody. */
export function useOwnerAction(own: (ownerId: string | null) => unknown): SelectionAction {
  const t = useTranslations('ui.bulk')
  const { people } = usePeople()
  return {
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
          own(id || null)
        }}
      />
    ),
  }
}

/** "Tag": one that others carry already, or a new one. */
export function useTagAction(tags: readonly string[], add: (tag: string) => unknown): SelectionAction {
  const t = useTranslations('ui.bulk')
  return {
    label: t('tag'),
    icon: IconTag,
    panel: (close) => (
      <TagPanel
        tags={tags}
        add={(added) => {
          close()
          add(added)
        }}
      />
    ),
  }
}

export function useTrashAction(trash: () => unknown): SelectionAction {
  const t = useTranslations('ui.bulk')
  return { label: t('trash'), icon: IconTrash, run: () => void trash() }
}

interface ChoicesProps<Value extends string> {
  choices: readonly { value: Value; label: ReactNode }[]
  choose: (value: Value) => void
}

export function Choices<Value extends string>({ choices, choose }: ChoicesProps<Value>) {
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

function TagPanel({ tags, add }: { tags: readonly string[]; add: (tag: string) => void }) {
  const t = useTranslations('ui.bulk')
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
        maxLength={limits.tag}
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

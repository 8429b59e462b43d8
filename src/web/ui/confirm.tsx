/** Asking before what cannot be undone: `if (await confirm({ title, text, action, danger: true })) …`. */
import { Button, Modal } from '@mantine/core'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import classes from './form.module.css'

export interface Question {
  title: string
  text: ReactNode
  /** What the button does, as a verb: "Remove Lena". */
  action: string
  cancel?: string
  danger?: boolean
}

interface Asked extends Question {
  answer: (yes: boolean) => void
}

let asked: Asked | null = null
const watchers = new Set<() => void>()

function show(next: Asked | null) {
  asked = next
  for (const watcher of watchers) watcher()
}

export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    asked?.answer(false)
    show({
      ...question,
      answer: (yes) => {
        show(null)
        resolve(yes)
      },
    })
  })
}

const watch = (watcher: () => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** Where the question appears. Used once, by the application. */
export function Confirmation() {
  const t = useTranslations('ui')
  const question = useSyncExternalStore(watch, () => asked)
  if (!question) return null
  const { title, text, action, cancel, danger, answer } = question
  return (
    <Modal opened onClose={() => answer(false)} title={title} size={440} withCloseButton={false}>
      <div className={classes.question}>{text}</div>
      <div className={classes.buttons}>
        <Button onClick={() => answer(false)} data-autofocus={danger || undefined}>
          {cancel ?? t('cancel')}
        </Button>
        <Button
          variant={danger ? 'danger' : 'filled'}
          onClick={() => answer(true)}
          data-autofocus={danger ? undefined : true}
        >
          {action}
        </Button>
      </div>
    </Modal>
  )
}

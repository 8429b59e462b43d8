/** The dialog of `confirm`. A file of its own, fetched when the browser is idle or at the first question. */
import { Button, Modal } from '@mantine/core'
import { useTranslations } from 'use-intl'
import type { Asked } from './confirm.tsx'
import { useFocusReturn } from './focus-return.ts'
import classes from './form.module.css'

export function ConfirmDialog({ question }: { question: Asked }) {
  useFocusReturn()
  const t = useTranslations('ui')
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

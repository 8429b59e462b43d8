/** Snoozing: in an hour, tomorrow at nine, on Monday, or a moment one picks. */
import { Button, Menu, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import formClasses from '#src/web/ui/form.module.css'
import { useAlertDeeds } from './alert-deeds.tsx'
import classes from './alerts.module.css'
import type { Alert } from './due.tsx'
import { laterMoment, laterNames } from './moments.ts'
import { readWall, writeWall } from './wall-field.ts'

interface SnoozeItemsProps {
  alert: Alert
  pick: () => void
  className?: string | undefined
}

/** The choices, to stand in any menu. `pick` asks for a moment. */
export function SnoozeItems({ alert, pick, className = '' }: SnoozeItemsProps) {
  const t = useTranslations('alerts.snooze')
  const { timeZone } = usePerson()
  const { time, date } = useFormat()
  const { snooze } = useAlertDeeds()
  const now = new Date()
  const snoozed = alert.snoozedUntil !== null && Date.parse(alert.snoozedUntil) > now.getTime()
  return (
    <>
      {laterNames.map((name) => {
        const until = laterMoment(name, now, timeZone)
        return (
          <Menu.Item
            key={name}
            className={className}
            rightSection={
              <span className={classes.until}>
                {name === 'hour' ? time(until) : `${date(until)} ${time(until)}`}
              </span>
            }
            onClick={() => void snooze(alert, laterMoment(name, new Date(), timeZone))}
          >
            {t(name)}
          </Menu.Item>
        )
      })}
      <Menu.Item className={className} onClick={pick}>
        {t('pick')}
      </Menu.Item>
      {snoozed && (
        <>
          <Menu.Divider className={className} />
          <Menu.Item className={className} onClick={() => void snooze(alert, null)}>
            {t('wake')}
          </Menu.Item>
        </>
      )}
    </>
  )
}

/** Asks for the moment until which it is snoozed. */
export function PickSnooze({ alert, close }: { alert: Alert; close: () => void }) {
  const t = useTranslations('alerts.snooze')
  const { snooze } = useAlertDeeds()
  return (
    <PickMoment
      title={t('pickTitle')}
      close={close}
      choose={(until) => {
        close()
        void snooze(alert, until)
      }}
    />
  )
}

interface PickMomentProps {
  title: string
  close: () => void
  choose: (moment: string) => void
}

function PickMoment({ title, close, choose }: PickMomentProps) {
  useFocusReturn()
  const t = useTranslations('alerts.snooze')
  const ui = useTranslations('ui')
  const { timeZone } = usePerson()
  const [text, setText] = useState(writeWall(laterMoment('tomorrow', new Date(), timeZone), timeZone))
  const moment = readWall(text, timeZone)
  const past = moment !== null && Date.parse(moment) <= Date.now()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (moment && !past) choose(moment)
  }
  return (
    <Modal opened onClose={close} title={title} size={360}>
      <form onSubmit={submit} noValidate>
        <TextInput
          type="datetime-local"
          label={t('moment')}
          value={text}
          error={past && t('past')}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={formClasses.buttons}>
          <Button onClick={close}>{ui('cancel')}</Button>
          <Button type="submit" variant="filled" disabled={moment === null || past}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

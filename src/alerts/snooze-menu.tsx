/** Snoozing: in an hour, tomorrow at nine, on Monday, or a moment one picks. `S` on a row opens it. */
import { Button, Menu, Modal, TextInput } from '@mantine/core'
import { type FormEvent, type ReactElement, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import formClasses from '#src/web/ui/form.module.css'
import { useAlertDeeds } from './alert-deeds.tsx'
import classes from './alerts.module.css'
import type { Alert } from './due.tsx'
import { laterMoment, laterNames } from './moments.ts'
import { readWall, writeWall } from './wall-field.ts'

interface SnoozeMenuProps {
  alert: Alert
  opened: boolean
  onChange: (opened: boolean) => void
  /** The button that opens it. */
  children: ReactElement
}

export function SnoozeMenu({ alert, opened, onChange, children }: SnoozeMenuProps) {
  const t = useTranslations('alerts.snooze')
  const { timeZone } = usePerson()
  const { time, date } = useFormat()
  const { snooze } = useAlertDeeds()
  const [picking, setPicking] = useState(false)
  const now = new Date()
  const snoozed = alert.snoozedUntil !== null && Date.parse(alert.snoozedUntil) > now.getTime()
  return (
    <>
      <Menu opened={opened} onChange={onChange} width={260}>
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          {laterNames.map((name) => {
            const until = laterMoment(name, now, timeZone)
            return (
              <Menu.Item
                key={name}
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
          <Menu.Item onClick={() => setPicking(true)}>{t('pick')}</Menu.Item>
          {snoozed && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => void snooze(alert, null)}>{t('wake')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {picking && (
        <PickMoment
          title={t('pickTitle')}
          close={() => setPicking(false)}
          choose={(until) => {
            setPicking(false)
            void snooze(alert, until)
          }}
        />
      )}
    </>
  )
}

interface PickMomentProps {
  title: string
  close: () => void
  choose: (moment: string) => void
}

function PickMoment({ title, close, choose }: PickMomentProps) {
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

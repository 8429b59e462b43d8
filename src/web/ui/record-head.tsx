/** Row two of a record's page: who it is; on the phone also what one does with a thumb. */
import { Button } from '@mantine/core'
import { IconBell, IconMail, IconNote, IconPhone } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { InvoiceButton } from '#src/invoices/invoice-button.tsx'
import { usePeople } from '../people.ts'
import { openQuick } from '../quick.tsx'
import { Avatar } from './avatar.tsx'
import { focusComposer } from './record-bar.tsx'
import classes from './record-head.module.css'
import { Tags } from './tag.tsx'
import { Moment } from './values.tsx'

interface RecordHeadProps {
  record: {
    id: string
    name: string
    tags: string[]
    ownerId: string | null
    lastContactAt: string | null
    phone: string | null
    email: string | null
  }
  kind: 'person' | 'company'
  mayWrite: boolean
  /** Before the tags. */
  badges?: ReactNode
  /** What comes first in the line under the name: spans. */
  children?: ReactNode
}

export function RecordHead({ record, kind, mayWrite, badges, children }: RecordHeadProps) {
  const t = useTranslations('ui.record')
  const { shortNameOf } = usePeople()
  const { name, tags, lastContactAt, phone, email } = record
  const owner = shortNameOf(record.ownerId)
  return (
    <div className={classes.who}>
      <Avatar name={name} kind={kind} size={48} />
      <div className={classes.identity}>
        <div className={classes.nameLine}>
          <h1 className={classes.name} title={name}>
            {name}
          </h1>
          <span className={classes.badges}>
            {badges}
            <Tags of={tags} most={4} wrap />
          </span>
        </div>
        <div className={classes.line}>
          {children}
          <span>{owner ? t('owner', { name: owner }) : t('noOwner')}</span>
          <span>
            {lastContactAt ? (
              <>
                {t('lastContact')} <Moment at={lastContactAt} />
              </>
            ) : (
              t('never')
            )}
          </span>
        </div>
      </div>
      <div className={classes.thumbs}>
        {mayWrite && (
          <>
            <Button className={classes.thumb ?? ''} variant="filled" onClick={focusComposer}>
              <IconNote size={20} aria-hidden="true" />
              {t('note')}
            </Button>
            <Button className={classes.thumb ?? ''} onClick={() => openQuick('alert')}>
              <IconBell size={20} aria-hidden="true" />
              {t('alert')}
            </Button>
            <InvoiceButton
              subject={kind === 'person' ? { clientId: record.id } : { companyId: record.id }}
              thumb={classes.thumb ?? ''}
            />
          </>
        )}
        {phone && (
          <Button
            className={classes.thumb ?? ''}
            component="a"
            href={`tel:${phone.replace(/[^\d+*#]/g, '')}`}
          >
            <IconPhone size={20} aria-hidden="true" />
            {t('call')}
          </Button>
        )}
        {email && (
          <Button className={classes.thumb ?? ''} component="a" href={`mailto:${encodeURI(email)}`}>
            <IconMail size={20} aria-hidden="true" />
            {t('mail')}
          </Button>
        )}
      </div>
    </div>
  )
}

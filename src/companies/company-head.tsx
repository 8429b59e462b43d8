/** The head of a company's page: the way here and the neighbours in the list, what one can do, and which company it is. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconBell,
  IconDots,
  IconLink,
  IconMail,
  IconNote,
  IconPencil,
  IconPhone,
  IconTrash,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePeople } from '#src/clients/people.tsx'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { openQuick } from '#src/web/quick.tsx'
import { useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import classes from '#src/web/ui/record-head.module.css'
import { Tags } from '#src/web/ui/tag.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { Trail } from '#src/web/ui/trail.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import type { Company } from './company-record.tsx'
import { useNeighbours } from './list-place.tsx'

const EditCompany = lazy(() =>
  import('./edit-company.tsx').then((module) => ({ default: module.EditCompany })),
)

interface HeadProps {
  company: Company
  mayWrite: boolean
}

const focusComposer = () => document.querySelector<HTMLElement>('[data-composer] textarea')?.focus()

/** Row one: where am I, who are the neighbours, what can I do. */
export function CompanyBar({ company, mayWrite }: HeadProps) {
  const t = useTranslations('companies')
  const { slug } = useOrganization()
  const { number } = useFormat()
  const { place, neighbours } = useNeighbours(company.id)
  const count = neighbours?.count
  const position =
    neighbours?.index === null
      ? t('page.positionGone')
      : t('page.position', {
          index: number(neighbours?.index ?? 0),
          count: count ? `${number(count.value)}${count.atLeast ? '+' : ''}` : '…',
        })
  return (
    <header className={classes.bar}>
      <Trail
        from={{ label: t('title'), link: { to: '/o/$slug/companies', params: { slug }, search: place } }}
        {...(neighbours && {
          neighbours: { previous: neighbours.previous, next: neighbours.next, position },
        })}
        labels={{ previous: t('previous'), next: t('next') }}
      >
        {company.name}
      </Trail>
      <div className={classes.actions}>
        {mayWrite && (
          <>
            <Button
              visibleFrom="sm"
              variant="filled"
              leftSection={<IconNote />}
              rightSection={<KeyHint keys="n" />}
              onClick={focusComposer}
            >
              {t('page.note')}
            </Button>
            <Button
              visibleFrom="sm"
              leftSection={<IconBell />}
              rightSection={<KeyHint keys="r" />}
              onClick={() => openQuick('alert')}
            >
              {t('page.alert')}
            </Button>
          </>
        )}
        <MoreMenu company={company} mayWrite={mayWrite} place={place} />
      </div>
    </header>
  )
}

function MoreMenu({
  company,
  mayWrite,
  place,
}: HeadProps & { place: ReturnType<typeof useNeighbours>['place'] }) {
  const t = useTranslations('companies.page')
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const { id, name, version } = company
  const trash = useDeed('DELETE /companies/:id', {
    touches: ['company', 'client', 'note', 'alert', 'file'],
    done: t('trashed', { name }),
    undo: async () => {
      await api('POST /companies/:id/restore', { id })
      void navigate({ to: '/o/$slug/companies/$id', params: { slug, id }, search: place })
    },
  })
  const moveToTrash = async () => {
    const { failure } = await trash.run({ id }, { version })
    if (!failure) void navigate({ to: '/o/$slug/companies', params: { slug }, search: place })
  }
  const copyLink = async () => {
    await navigator.clipboard?.writeText(`${window.location.origin}/o/${slug}/companies/${id}`)
    toast({ title: t('linkCopied') })
  }
  return (
    <>
      <Menu width={200}>
        <Menu.Target>
          <ActionIcon aria-label={t('more', { name })}>
            <IconDots />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite && (
            <Menu.Item leftSection={<IconPencil />} onClick={() => setEditing(true)}>
              {t('editAll')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLink />} onClick={() => void copyLink()}>
            {t('copyLink')}
          </Menu.Item>
          {mayWrite && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconTrash />} onClick={() => void moveToTrash()}>
                {t('trash')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>{editing && <EditCompany company={company} close={() => setEditing(false)} />}</Suspense>
    </>
  )
}

/** Row two: which company it is; on the phone also what one does with a thumb. */
export function CompanyHead({ company, mayWrite }: HeadProps) {
  const t = useTranslations('companies')
  const { shortNameOf } = usePeople()
  const { name, address, tags, ownerId, lastContactAt, clientCount, phone, email } = company
  const owner = shortNameOf(ownerId)
  return (
    <div className={classes.who}>
      <Avatar name={name} kind="company" size={48} />
      <div className={classes.identity}>
        <div className={classes.nameLine}>
          <h1 className={classes.name}>{name}</h1>
          <span className={classes.badges}>
            <Tags of={tags} most={4} />
          </span>
        </div>
        <div className={classes.line}>
          {address?.city && <span>{address.city}</span>}
          <span>{t('list.peopleOf', { count: clientCount })}</span>
          <span>{owner ? t('page.owner', { name: owner }) : t('page.noOwner')}</span>
          <span>
            {lastContactAt ? (
              <>
                {t('page.lastContact')} <Moment at={lastContactAt} />
              </>
            ) : (
              t('page.never')
            )}
          </span>
        </div>
      </div>
      <div className={classes.thumbs}>
        {mayWrite && (
          <>
            <Button className={classes.thumb ?? ''} variant="filled" onClick={focusComposer}>
              <IconNote size={20} aria-hidden="true" />
              {t('page.note')}
            </Button>
            <Button className={classes.thumb ?? ''} onClick={() => openQuick('alert')}>
              <IconBell size={20} aria-hidden="true" />
              {t('page.alert')}
            </Button>
          </>
        )}
        {phone && (
          <Button
            className={classes.thumb ?? ''}
            component="a"
            href={`tel:${phone.replace(/[^\d+*#]/g, '')}`}
          >
            <IconPhone size={20} aria-hidden="true" />
            {t('page.call')}
          </Button>
        )}
        {email && (
          <Button className={classes.thumb ?? ''} component="a" href={`mailto:${encodeURI(email)}`}>
            <IconMail size={20} aria-hidden="true" />
            {t('page.mail')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The head of a client's page: the way here and the neighbours in the list, what one can do, and who it is. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import {
  IconArrowMerge,
  IconBell,
  IconDots,
  IconLink,
  IconMail,
  IconNote,
  IconPencil,
  IconPhone,
  IconTrash,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { useKey } from '#src/web/keys.tsx'
import { openQuick } from '#src/web/quick.tsx'
import { useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import classes from '#src/web/ui/record-head.module.css'
import { Status } from '#src/web/ui/status.tsx'
import { Tags } from '#src/web/ui/tag.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { Trail } from '#src/web/ui/trail.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import type { Client } from './client-record.tsx'
import { useNeighbours } from './list-place.tsx'
import { usePeople } from './people.tsx'

const EditClient = lazy(() => import('./edit-client.tsx').then((module) => ({ default: module.EditClient })))
const MergeDialog = lazy(() =>
  import('./merge-dialog.tsx').then((module) => ({ default: module.MergeDialog })),
)

interface HeadProps {
  client: Client
  mayWrite: boolean
}

/** Row one: where am I, who are the neighbours, what can I do. */
export function ClientBar({ client, mayWrite }: HeadProps) {
  const t = useTranslations('clients')
  const { slug } = useOrganization()
  const { number } = useFormat()
  const { place, neighbours } = useNeighbours(client.id)
  const count = neighbours?.count
  const position =
    neighbours &&
    (neighbours.index === null
      ? t('page.positionGone')
      : t('page.position', {
          index: number(neighbours.index),
          count: count ? `${number(count.value)}${count.atLeast ? '+' : ''}` : '…',
        }))
  const setAlert = () => openQuick('alert', { clientId: client.id })
  useKey('r', t('page.alert'), setAlert, { disabled: !mayWrite })
  return (
    <header className={classes.bar}>
      <Trail
        from={{ label: t('title'), link: { to: '/o/$slug/clients', params: { slug }, search: place } }}
        {...(neighbours && {
          neighbours: {
            previous: neighbours.previous,
            next: neighbours.next,
            position: position ?? '',
          },
        })}
        labels={{ previous: t('previous'), next: t('next') }}
      >
        {client.name}
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
              onClick={setAlert}
            >
              {t('page.alert')}
            </Button>
          </>
        )}
        <MoreMenu client={client} mayWrite={mayWrite} />
      </div>
    </header>
  )
}

const focusComposer = () => document.querySelector<HTMLElement>('[data-composer] textarea')?.focus()

function MoreMenu({ client, mayWrite }: HeadProps) {
  const t = useTranslations('clients.page')
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const { place } = useNeighbours(client.id)
  const [opened, setOpened] = useState<'edit' | 'merge' | null>(null)
  const { id, name, version } = client
  const trash = useDeed('DELETE /clients/:id', {
    touches: ['client', 'note', 'alert', 'file'],
    done: t('trashed', { name }),
    undo: async () => {
      await api('POST /clients/:id/restore', { id })
      void navigate({ to: '/o/$slug/clients/$id', params: { slug, id }, search: place })
    },
  })
  const moveToTrash = async () => {
    const { failure } = await trash.run({ id }, { version })
    if (!failure) void navigate({ to: '/o/$slug/clients', params: { slug }, search: place })
  }
  const copyLink = async () => {
    await navigator.clipboard?.writeText(`${window.location.origin}/o/${slug}/clients/${id}`)
    toast({ title: t('linkCopied') })
  }
  const close = () => setOpened(null)
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
            <>
              <Menu.Item leftSection={<IconPencil />} onClick={() => setOpened('edit')}>
                {t('editAll')}
              </Menu.Item>
              <Menu.Item leftSection={<IconArrowMerge />} onClick={() => setOpened('merge')}>
                {t('merge')}
              </Menu.Item>
            </>
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
      <Suspense>
        {opened === 'edit' && <EditClient client={client} close={close} />}
        {opened === 'merge' && <MergeDialog client={client} close={close} />}
      </Suspense>
    </>
  )
}

/** Row two: who it is; on the phone also what one does with a thumb. */
export function ClientHead({ client, mayWrite }: HeadProps) {
  const t = useTranslations('clients.page')
  const { slug } = useOrganization()
  const { shortNameOf } = usePeople()
  const { name, jobTitle, company, status, tags, ownerId, lastContactAt, restricted, phone, email } = client
  const owner = shortNameOf(ownerId)
  return (
    <div className={classes.who}>
      <Avatar name={name} size={48} />
      <div className={classes.identity}>
        <div className={classes.nameLine}>
          <h1 className={classes.name} title={name}>
            {name}
          </h1>
          <span className={classes.badges}>
            {restricted && (
              <Tooltip label={t('restricted')} multiline w={280}>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason is read by keys, too */}
                <span tabIndex={0}>
                  <Status of="restricted" badge />
                </span>
              </Tooltip>
            )}
            <Status of={status} badge />
            <Tags of={tags} most={4} wrap />
          </span>
        </div>
        <div className={classes.line}>
          {(jobTitle || company) && (
            <span>
              {jobTitle} {jobTitle && company && t('at')}{' '}
              {company && (
                <Link
                  className={classes.company}
                  to="/o/$slug/companies/$id"
                  params={{ slug, id: company.id }}
                >
                  {company.name}
                </Link>
              )}
            </span>
          )}
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
            <Button className={classes.thumb} variant="filled" onClick={focusComposer}>
              <IconNote size={20} aria-hidden="true" />
              {t('note')}
            </Button>
            <Button className={classes.thumb} onClick={() => openQuick('alert', { clientId: client.id })}>
              <IconBell size={20} aria-hidden="true" />
              {t('alert')}
            </Button>
          </>
        )}
        {phone && (
          <Button className={classes.thumb} component="a" href={`tel:${phone.replace(/[^\d+*#]/g, '')}`}>
            <IconPhone size={20} aria-hidden="true" />
            {t('call')}
          </Button>
        )}
        {email && (
          <Button className={classes.thumb} component="a" href={`mailto:${encodeURI(email)}`}>
            <IconMail size={20} aria-hidden="true" />
            {t('mail')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The organization's API keys: which there are, who made them and whether they are used, and how to end one. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { useList } from '#src/web/query.ts'
import { confirm } from '#src/web/ui/confirm.tsx'
import { PageBody, Section } from '#src/web/ui/page.tsx'
import { RowsSkeleton } from '#src/web/ui/skeleton.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import classes from './keys.module.css'
import { NewKey } from './new-key.tsx'
import type { ApiKey } from './schema.ts'

export function KeysSection() {
  const t = useTranslations('keys')
  const [making, setMaking] = useState(false)
  return (
    <PageBody narrow>
      <Section title={t('title')}>
        <p className={classes.text}>
          {t('text')} <a href="/api/v1/openapi.json">{t('description')}</a>
        </p>
        <Keys />
        <Button className={classes.below} leftSection={<IconPlus />} onClick={() => setMaking(true)}>
          {t('new')}
        </Button>
      </Section>
      {making && <NewKey close={() => setMaking(false)} />}
    </PageBody>
  )
}

function Keys() {
  const t = useTranslations('keys')
  const ui = useTranslations('ui')
  const list = useList('GET /api-keys', { limit: 100 })
  if (list.failure) return <FailurePanel failure={list.failure} retry={list.refetch} readAt={list.readAt} />
  if (list.loading) return <RowsSkeleton count={2} />
  if (list.rows.length === 0) return <p className={classes.quiet}>{t('none')}</p>
  return (
    <>
      <ul className={classes.list} aria-label={t('title')}>
        {list.rows.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </ul>
      {list.more && (
        <Button className={classes.below} size="xs" loading={list.loadingMore} onClick={list.loadMore}>
          {ui('loadMore')}
        </Button>
      )}
    </>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('keys')
  const { date } = useFormat()
  const { id, version, name, role, prefix, status, createdBy, createdAt, expiresAt, lastUsedAt } = apiKey
  const deed = useDeed('DELETE /api-keys/:id', { touches: ['api_key'], done: t('revoked', { name }) })
  const revoke = async () => {
    const sure = await confirm({
      title: t('revokeTitle', { name }),
      text: t('revokeText'),
      action: t('revoke'),
      danger: true,
    })
    if (sure) await deed.run({ id }, { version })
  }
  return (
    <li className={classes.row}>
      <span className={classes.lines}>
        <span className={classes.name} title={name}>
          {name}
        </span>
        <span className={classes.quiet}>
          <code className={classes.prefix}>{prefix}…</code> · {t(`roles.${role}`)} ·{' '}
          {lastUsedAt ? t.rich('used', { at: () => <Moment at={lastUsedAt} /> }) : t('neverUsed')}
        </span>
        <span className={classes.quiet}>
          {t('madeBy', { name: createdBy.name, date: date(createdAt) })}
          {expiresAt && ` · ${t(status === 'expired' ? 'expired' : 'expires', { date: date(expiresAt) })}`}
        </span>
        {status === 'suspended' && (
          <span className={classes.warning}>{t('suspended', { name: createdBy.name })}</span>
        )}
      </span>
      <Button
        size="xs"
        loading={deed.busy}
        onClick={() => void revoke()}
        aria-label={t('revokeOf', { name })}
      >
        {t('revoke')}
      </Button>
    </li>
  )
}

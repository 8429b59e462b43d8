/** Who is in the organization, as what and seeing how much; and who is invited. Everybody reads it, admins change it. */
import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { roles } from '#src/core/permissions.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { useKey } from '#src/web/keys.tsx'
import { useList } from '#src/web/query.ts'
import { openQuick } from '#src/web/quick.tsx'
import { useMay } from '#src/web/session.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { Page, PageBody, Section } from '#src/web/ui/page.tsx'
import { RowsSkeleton } from '#src/web/ui/skeleton.tsx'
import { Invitations } from './invitations.tsx'
import { Members } from './members.tsx'
import { visibilities } from './schema.ts'
import classes from './team.module.css'

export function TeamPage() {
  const t = useTranslations('team')
  const manages = useMay('members.manage')
  const members = useList('GET /members', { sort: 'name', limit: 200, count: true })
  const invite = () => openQuick('invite')
  useKey('i', t('invite'), invite, { disabled: !manages })
  const button = (
    <Button
      variant="filled"
      leftSection={<IconUserPlus />}
      rightSection={<KeyHint keys="i" />}
      onClick={invite}
    >
      {t('invite')}
    </Button>
  )
  return (
    <Page title={t('title')} count={members.count} actions={manages && button}>
      {members.failure && (
        <FailurePanel failure={members.failure} retry={members.refetch} readAt={members.readAt} />
      )}
      <PageBody>
        <div className={classes.column}>
          <Section title={t('members')}>
            {members.loading ? <RowsSkeleton count={4} /> : <Members list={members} manages={manages} />}
            {!manages && <p className={classes.quiet}>{t('askAdmin')}</p>}
          </Section>
          {manages && (
            <Section title={t('invitations')}>
              <Invitations />
            </Section>
          )}
          <Section title={t('meanings')}>
            <Meanings />
          </Section>
        </div>
      </PageBody>
    </Page>
  )
}

function Meanings() {
  const t = useTranslations('team')
  return (
    <dl className={classes.meanings}>
      {roles.toReversed().map((role) => (
        <Meaning key={role} word={t(`roles.${role}`)} text={t(`roleMeans.${role}`)} />
      ))}
      {visibilities.map((visibility) => (
        <Meaning
          key={visibility}
          word={t('seesWord', { visibility: t(`visibilities.${visibility}`) })}
          text={t(`visibilityMeans.${visibility}`)}
        />
      ))}
    </dl>
  )
}

function Meaning({ word, text }: { word: string; text: string }) {
  return (
    <>
      <dt>{word}</dt>
      <dd>{text}</dd>
    </>
  )
}

/** One's own account: name and formats, appearance, how one signs in, where one is signed in, and where one belongs. */
import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useTranslations } from 'use-intl'
import { FailurePage } from '#src/web/failure.tsx'
import { useApi } from '#src/web/query.ts'
import { Page, PageBody, Section } from '#src/web/ui/page.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { EmailChange } from './email-change.tsx'
import { OwnOrganizations } from './own-organizations.tsx'
import { PasswordChange } from './password-change.tsx'
import { PersonForm } from './person-form.tsx'
import classes from './profile.module.css'
import { SecondFactor } from './second-factor.tsx'
import { Sessions } from './sessions.tsx'

export function ProfilePage() {
  const t = useTranslations('profile')
  const { data: profile, error, refetch } = useApi('GET /profile', {})
  if (error && !profile) return <FailurePage failure={error} retry={() => void refetch()} />
  return (
    <Page title={t('title')}>
      <PageBody narrow>
        {profile ? (
          <>
            <Section title={t('you')}>
              <p className={classes.text}>{t('youText')}</p>
              <PersonForm profile={profile} />
            </Section>
            <Section title={t('appearance')} aside={t('appearanceText')}>
              <Appearance />
            </Section>
            <Section title={t('email.title')}>
              <EmailChange email={profile.email} />
            </Section>
            <Section title={t('password.title')}>
              <PasswordChange />
            </Section>
            <Section title={t('secondFactor.title')}>
              <SecondFactor />
            </Section>
            <Section title={t('sessions.title')}>
              <Sessions />
            </Section>
            <Section title={t('organizations.title')}>
              <OwnOrganizations />
            </Section>
          </>
        ) : (
          <LinesSkeleton count={10} />
        )}
      </PageBody>
    </Page>
  )
}

const schemes = ['light', 'dark', 'auto'] as const

function Appearance() {
  const t = useTranslations('profile')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      aria-label={t('appearance')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as (typeof schemes)[number])}
      data={schemes.map((value) => ({ value, label: t(value) }))}
    />
  )
}

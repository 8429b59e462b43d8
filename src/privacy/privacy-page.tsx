/**
 * The privacy policy, for everybody: written words, and the facts of this very server beside them. At `/privacy`, and
 * at `/o/:slug/privacy` with the contact of that organization.
 */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { type Failure, request } from '#src/web/api.ts'
import { FailurePage } from '#src/web/failure.tsx'
import { useFormat } from '#src/web/intl.tsx'
import { startOf, useVisitor } from '#src/web/session.ts'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import type { PrivacyFacts } from './facts.ts'
import classes from './privacy.module.css'
import { Cookies, Retention, ThirdParties } from './privacy-tables.tsx'

const beforeParts = ['account', 'business', 'isolation'] as const
const afterParts = ['usage', 'security'] as const

export function PrivacyPage() {
  const t = useTranslations('privacy')
  const { slug } = useParams({ strict: false })
  const { day } = useFormat()
  const { data, error, refetch } = useQuery<PrivacyFacts, Failure>({
    queryKey: ['GET /privacy', slug ?? null],
    queryFn: async ({ signal }) =>
      (await request('GET /privacy', { organization: slug }, { signal })) as PrivacyFacts,
  })
  const title = data?.organization ? t('titleOf', { organization: data.organization.name }) : t('title')
  useEffect(() => {
    document.title = `${title} · UpCRM`
  }, [title])
  if (error) return <FailurePage failure={error} retry={() => void refetch()} />
  return (
    <article className={classes.page}>
      <nav className={classes.back}>
        <Back slug={slug} />
      </nav>
      <h1 className={classes.title}>{title}</h1>
      {data ? (
        <>
          <p className={classes.updated}>{t('updated', { date: day(data.updatedOn) })}</p>
          <p className={classes.intro}>{t('intro')}</p>
          <Part title={t('who.title')} text={t('who.text')}>
            <Contacts facts={data} />
          </Part>
          {[...beforeParts, ...data.parts, ...afterParts].map((name) => (
            <Part key={name} title={t(`sections.${name}.title`)} text={t(`sections.${name}.text`)} />
          ))}
          <Part title={t('third.title')} text={t(data.thirdParties.length > 0 ? 'third.text' : 'third.none')}>
            {data.thirdParties.length > 0 && <ThirdParties parties={data.thirdParties} />}
          </Part>
          <Part title={t('cookies.title')} text={t('cookies.text')}>
            <Cookies cookies={data.cookies} />
          </Part>
          <Part title={t('sections.deletion.title')} text={t('sections.deletion.text')}>
            <Retention retention={data.retention} />
          </Part>
          <Part title={t('sections.rights.title')} text={t('sections.rights.text')} />
          <Part
            title={t('changes.title')}
            text={`${t('changes.text')}\n\n${t('changes.last', { what: t('changes.latest') })}`}
          />
        </>
      ) : (
        <LinesSkeleton count={10} />
      )}
    </article>
  )
}

function Part({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2 className={classes.heading}>{title}</h2>
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph} className={classes.text}>
          {paragraph}
        </p>
      ))}
      {children}
    </section>
  )
}

/** To the organization one came from, to where one works, or to the door. */
function Back({ slug }: { slug: string | undefined }) {
  const t = useTranslations('privacy')
  const visitor = useVisitor()
  if (!visitor) return <Link to="/sign-in">{t('backToSignIn')}</Link>
  const own = visitor.organizations.find((one) => one.slug === slug) ?? startOf(visitor)
  if (!own) return <Link to="/">{t('backToApp')}</Link>
  return (
    <Link to="/o/$slug" params={{ slug: own.slug }}>
      {t('backTo', { name: own.name })}
    </Link>
  )
}

function Contacts({ facts: { operatorContact, organization } }: { facts: PrivacyFacts }) {
  const t = useTranslations('privacy.who')
  return (
    <dl className={classes.contacts}>
      {organization && (
        <>
          <dt>{organization.name}</dt>
          <dd>
            {organization.privacyContact ? <Contact to={organization.privacyContact} /> : t('noOrganization')}
          </dd>
        </>
      )}
      <dt>{t('operator')}</dt>
      <dd>{operatorContact ? <Contact to={operatorContact} /> : t('noOperator')}</dd>
      {!organization && (
        <>
          <dt>{t('organizations')}</dt>
          <dd>{t('ofOrganization')}</dd>
        </>
      )}
    </dl>
  )
}

/** An e-mail address, or the address of a page. */
function Contact({ to }: { to: string }) {
  const page = /^https?:\/\//i.test(to)
  return (
    <a href={page ? to : `mailto:${encodeURI(to)}`} {...(page && { rel: 'noopener noreferrer' })}>
      {to}
    </a>
  )
}

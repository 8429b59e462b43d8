/**
 * A page: `<Page title count actions>`. The header is 52 high, with the title, how many, and the actions at the right;
 * one of them is `variant="filled"`, with its key. Inside: `FilterBar`, `DataTable`, or `PageBody` for what scrolls.
 */
import { ActionIcon } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { Bell } from '#src/notifications/bell.tsx'
import { openPalette } from '../palette-store.ts'
import { useOrganization } from '../session.ts'
import classes from './page.module.css'
import { Count } from './values.tsx'

interface PageProps {
  title: string
  /** In place of the plain title: the way here, e.g. `<Trail />`. The title is still what the browser's tab says. */
  heading?: ReactNode
  count?: number | { value: number; atLeast: boolean } | undefined
  /** A word beside the title: the date on Today, the file of an import. */
  aside?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

export function Page({ title, heading, count, aside, actions, children }: PageProps) {
  usePageTitle(title)
  const t = useTranslations('shell')
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        {heading ?? <h1 className={classes.title}>{title}</h1>}
        {count !== undefined && (
          <span className={classes.count}>
            <Count of={count} />
          </span>
        )}
        {aside && <span className={classes.aside}>{aside}</span>}
        <div className={classes.actions}>
          {!heading && (
            <>
              <ActionIcon hiddenFrom="sm" aria-label={t('searchOrDo')} onClick={openPalette}>
                <IconSearch />
              </ActionIcon>
              <span className={classes.onPhone}>
                <Bell />
              </span>
            </>
          )}
          {actions}
        </div>
      </header>
      {children}
    </div>
  )
}

/** The part of a page that scrolls. `narrow` for forms and settings: one column of 640. */
export function PageBody({ narrow = false, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <div className={classes.body}>
      <div className={narrow ? classes.narrow : undefined}>{children}</div>
    </div>
  )
}

/** A part of a page under a heading, e.g. in the column at the right. */
export function Section({
  title,
  aside,
  children,
}: {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {aside && <span className={classes.sectionAside}>{aside}</span>}
      </div>
      {children}
    </section>
  )
}

/** What the browser's tab says. `Page` does it by itself. */
export function usePageTitle(title: string) {
  const { name } = useOrganization()
  useEffect(() => {
    document.title = `${title} · ${name} · UpCRM`
  }, [title, name])
}

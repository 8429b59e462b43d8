/** What is coming, in its own shape: a page with a header and rows of 36. */
import { Skeleton } from '@mantine/core'
import { useTranslations } from 'use-intl'
import pageClasses from './page.module.css'
import classes from './skeleton.module.css'

const rows = [128, 96, 142, 84, 118, 104, 136, 90, 122, 110]

export function PageSkeleton() {
  const t = useTranslations('ui')
  return (
    <div className={pageClasses.page} aria-busy="true">
      <span className="unseen" role="status">
        {t('loading')}
      </span>
      <div className={pageClasses.header}>
        <Skeleton height={16} width={96} />
      </div>
      <RowsSkeleton />
    </div>
  )
}

export function RowsSkeleton({ count = rows.length }: { count?: number }) {
  return (
    <div aria-hidden="true">
      {rows.slice(0, count).map((width) => (
        <div key={width} className={classes.row}>
          <Skeleton circle height={22} />
          <Skeleton height={8} width={width} />
          <Skeleton height={8} width={240 - width} />
        </div>
      ))}
    </div>
  )
}

/** Lines of text that are coming. */
export function LinesSkeleton({ count = 3 }: { count?: number }) {
  return (
    <div aria-hidden="true" className={classes.lines}>
      {rows.slice(0, count).map((width) => (
        <Skeleton key={width} height={8} width={width * 1.4} />
      ))}
    </div>
  )
}

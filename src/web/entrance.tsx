/** The frame of the pages before one is inside: the mark, one column, the way to the privacy page. */
import { Link, Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import classes from './styles/entrance.module.css'
import { Mark } from './ui/mark.tsx'

export function Entrance() {
  const t = useTranslations('entrance')
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <Mark size={24} />
        <span>UpCRM</span>
      </header>
      <main className={classes.main}>
        <Outlet />
      </main>
      <footer className={classes.foot}>
        <Link to="/privacy">{t('privacy')}</Link>
      </footer>
    </div>
  )
}

interface EntrancePageProps {
  title: string
  text?: ReactNode
  children?: ReactNode
  /** The way to the neighbouring page, below. */
  below?: ReactNode
}

export function EntrancePage({ title, text, children, below }: EntrancePageProps) {
  useEffect(() => {
    document.title = `${title} · UpCRM`
  }, [title])
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{title}</h1>
      {text && <p className={classes.text}>{text}</p>}
      {children}
      {below && <p className={classes.below}>{below}</p>}
    </div>
  )
}

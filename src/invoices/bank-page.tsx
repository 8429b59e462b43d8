/** Bank statements: dropped, read, and their lines settled one after the other, with keys or a press. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { FailurePanel, NoPermissionPage } from '#src/web/failure.tsx'
import { useKey } from '#src/web/keys.tsx'
import { useApi, useList } from '#src/web/query.ts'
import { useMay, useSeesOwnOnly } from '#src/web/session.ts'
import { Page, PageBody } from '#src/web/ui/page.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { Moment } from '#src/web/ui/values.tsx'
import classes from './bank.module.css'
import { StatementDrop, useStatementWay } from './bank-drop.tsx'
import { type BankLine, type LineDeeds, LineRow, useLineDeeds } from './bank-line.tsx'
import { lineStatuses } from './bank-schema.ts'

export function BankPage() {
  const may = useMay('invoices.issue')
  const own = useSeesOwnOnly()
  return may && !own ? <Bank /> : <NoPermissionPage />
}

function Bank() {
  const t = useTranslations('bank')
  const way = useStatementWay()
  const open = useRef<() => void>(null)
  const [status, setStatus] = useState<BankLine['status']>('open')
  const statements = useApi('GET /bank/statements', { limit: 1 })
  const last = statements.data?.items[0]
  const none = statements.data?.items.length === 0
  return (
    <Page
      title={t('title')}
      actions={
        !none && (
          <Button leftSection={<IconUpload />} loading={way.name !== null} onClick={() => open.current?.()}>
            {t('bring')}
          </Button>
        )
      }
    >
      <PageBody>
        <div className={classes.page}>
          <StatementDrop way={way} open={open} large={none} />
          {statements.error && !statements.data && (
            <FailurePanel failure={statements.error} retry={() => void statements.refetch()} />
          )}
          {last && (
            <>
              <div className={classes.bar}>
                <SegmentedControl
                  aria-label={t('show')}
                  value={status}
                  onChange={(value) => setStatus(value as BankLine['status'])}
                  data={lineStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
                />
                <span className={classes.quiet}>
                  {t('last', { name: last.fileName, added: String(last.added), lines: String(last.lines) })}{' '}
                  <Moment at={last.createdAt} />
                </span>
              </div>
              <Lines status={status} />
            </>
          )}
        </div>
      </PageBody>
    </Page>
  )
}

function Lines({ status }: { status: BankLine['status'] }) {
  const t = useTranslations('bank')
  const list = useList('GET /bank/lines', { status }, { keep: false })
  const deeds = movingOn(useLineDeeds())
  useLineKeys(list.rows, deeds)
  return (
    <>
      {list.failure && (
        <FailurePanel
          failure={list.failure}
          retry={list.refetch}
          {...(list.rows.length > 0 && { readAt: list.readAt })}
        />
      )}
      {list.loading && <LinesSkeleton count={8} />}
      {!list.loading && !list.failure && list.rows.length === 0 && (
        <p className={classes.quiet}>{t(`none.${status}`)}</p>
      )}
      <ul className={classes.lines}>
        {list.rows.map((line) => (
          <LineRow key={line.id} line={line} deeds={deeds} />
        ))}
      </ul>
      {list.more && (
        <Button loading={list.loadingMore} onClick={list.loadMore}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

const focusable = () => [...document.querySelectorAll<HTMLElement>('main [data-line-focus]')]
const lineOf = (element: Element | null) => element?.closest<HTMLElement>('[data-line]')

/** Steps from the line with the focus, and says where it stands. */
function focusLine(by: 1 | -1) {
  const all = focusable()
  const at = all.findIndex((one) => lineOf(one) === lineOf(document.activeElement))
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** ↑ and ↓ run through what Enter would press; X ignores or takes back. */
function useLineKeys(rows: readonly BankLine[], deeds: LineDeeds) {
  const t = useTranslations('bank.keys')
  useKey('ArrowDown', t('down'), () => focusLine(1))
  useKey('ArrowUp', t('up'), () => focusLine(-1))
  useKey('x', t('ignore'), () => {
    const line = rows.find(({ id }) => id === lineOf(document.activeElement)?.dataset.line)
    if (line) void (line.status === 'open' ? deeds.ignore(line) : deeds.release(line))
  })
}

/** What is settled leaves the list: the next line has the focus before it does. */
function movingOn({ accept, ignore, release }: LineDeeds): LineDeeds {
  const moveOn = ({ id }: BankLine) => {
    const here = lineOf(document.activeElement)
    if (here?.dataset.line === id) focusLine(here.nextElementSibling ? 1 : -1)
  }
  return {
    accept: (line, proposal) => {
      moveOn(line)
      return accept(line, proposal)
    },
    ignore: (line) => {
      moveOn(line)
      return ignore(line)
    },
    release: (line) => {
      moveOn(line)
      return release(line)
    },
  }
}

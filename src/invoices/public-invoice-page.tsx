/** A shared invoice, for whoever has the link: the paper, what is to be paid, and how. In the document's language. */
import { Button } from '@mantine/core'
import { IconCreditCard, IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { base, type Failure, request } from '#src/web/api.ts'
import type { ShownInvoice } from './links-schema.ts'
import { showAmount } from './money.ts'
import { Paper } from './paper.tsx'
import { fill, writersOf } from './paper-text.ts'
import { paperWords } from './paper-words.ts'
import classes from './public-invoice.module.css'
import { publicWords } from './public-words.ts'
import { type Language, languages } from './schema.ts'

/** Before the invoice is known: what the browser speaks, where we do. */
const browserLanguage = (): Language =>
  languages.find((language) => navigator.languages.some((tag) => tag.startsWith(language))) ?? 'en'

export function PublicInvoicePage() {
  const { token = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery<ShownInvoice, Failure>({
    queryKey: ['GET /public/invoices/:token', token],
    queryFn: async ({ signal }) =>
      (await request('GET /public/invoices/:token', { token }, { signal })) as ShownInvoice,
  })
  const language = data?.language ?? browserLanguage()
  const words = publicWords[language]
  const title = data
    ? `${paperWords[language][data.type]} ${data.number} · ${data.seller.name}`
    : error
      ? words[error.status === 404 ? 'gone' : 'failed']
      : words.loading
  useEffect(() => {
    document.title = title
    document.documentElement.lang = language
  }, [title, language])
  if (data) return <Shown invoice={data} token={token} />
  if (!error)
    return (
      <main className={classes.calm} aria-busy="true">
        <p>{words.loading}</p>
      </main>
    )
  const gone = error.status === 404
  return (
    <main className={classes.calm}>
      <h1 className={classes.title}>{gone ? words.gone : words.failed}</h1>
      <p>{gone ? words.goneText : words.failedText}</p>
      {!gone && <Button onClick={() => void refetch()}>{words.again}</Button>}
    </main>
  )
}

function Shown({ invoice, token }: { invoice: ShownInvoice; token: string }) {
  const { language, currency, type, number, status, amountDue, overdue, dueOn, paymentLink, paper } = invoice
  const words = publicWords[language]
  const { day } = writersOf(invoice, paper)
  const asks = status === 'issued' && amountDue > 0
  const said =
    status === 'void'
      ? words.void
      : asks
        ? type === 'invoice'
          ? words.amountDue
          : words.toGiveBack
        : words.paid
  return (
    <main className={classes.page}>
      <header className={classes.head}>
        <div className={classes.who}>
          <h1 className={classes.title}>
            {paperWords[language][type]} {number}
          </h1>
          <p className={classes.from}>{invoice.seller.name}</p>
        </div>
        <div className={classes.due} data-overdue={overdue || undefined}>
          <span className={classes.said}>
            {said}
            {overdue && dueOn && ` · ${fill(words.overdue, { day: day(dueOn) })}`}
          </span>
          {asks && <b className={classes.sum}>{showAmount(amountDue, currency, language)}</b>}
        </div>
        <div className={classes.deeds}>
          {asks && type === 'invoice' && paymentLink && (
            <Button
              variant="filled"
              leftSection={<IconCreditCard />}
              component="a"
              href={paymentLink}
              rel="noopener noreferrer"
              target="_blank"
            >
              {words.pay}
            </Button>
          )}
          <Button
            leftSection={<IconDownload />}
            component="a"
            href={`${base}/public/invoices/${encodeURIComponent(token)}/pdf`}
            download
          >
            {words.download}
          </Button>
        </div>
      </header>
      <Paper invoice={invoice} settings={invoice} corrects={invoice.corrects} />
    </main>
  )
}

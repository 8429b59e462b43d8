/** A line of a statement: who, what for and how much; what it may pay and why; accepted, ignored or taken back. */
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { api, type Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { patchRows } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { Day, Money } from '#src/web/ui/values.tsx'
import classes from './bank.module.css'

export type BankLine = Output<'GET /bank/lines'>['items'][number]
type Proposal = BankLine['proposals'][number]

const touches = ['bank_line', 'bank_statement', 'invoice', 'payment']

/** It leaves the list it stands in at once. */
const gone = (lineId: string) => [patchRows('GET /bank/lines', (row) => (row.id === lineId ? null : row))]

/** What can be done with a line; each can be taken back. */
export function useLineDeeds() {
  const t = useTranslations('bank')
  const { money } = useFormat()
  const amountOf = ({ amount, currency }: Pick<BankLine, 'amount' | 'currency'>) => money(amount, currency)
  const takeBack = ({ id, version }: Pick<BankLine, 'id' | 'version'>) =>
    api('POST /bank/lines/:lineId/release', { lineId: id }, { version })
  const accepting = useDeed('POST /bank/lines/:lineId/accept', {
    touches,
    optimistic: ({ lineId }) => gone(lineId),
    done: (line) =>
      t('accepted', {
        amount: amountOf(line),
        numbers: line.payments.map(({ number }) => number).join(', '),
      }),
    undo: takeBack,
  })
  const ignoring = useDeed('POST /bank/lines/:lineId/ignore', {
    touches,
    optimistic: ({ lineId }) => gone(lineId),
    done: (line) => t('ignored', { amount: amountOf(line) }),
    undo: takeBack,
  })
  const releasing = useDeed('POST /bank/lines/:lineId/release', {
    touches,
    optimistic: ({ lineId }) => gone(lineId),
    done: (line) => t('released', { amount: amountOf(line) }),
  })
  return {
    accept: ({ id, version }: BankLine, { invoices }: Proposal) =>
      accepting.run(
        { lineId: id, invoices: invoices.map(({ invoiceId, amount }) => ({ invoiceId, amount })) },
        { version },
      ),
    ignore: ({ id, version }: BankLine) => ignoring.run({ lineId: id }, { version }),
    release: ({ id, version }: BankLine) => releasing.run({ lineId: id }, { version }),
  }
}

export type LineDeeds = ReturnType<typeof useLineDeeds>

export function LineRow({ line, deeds }: { line: BankLine; deeds: LineDeeds }) {
  const t = useTranslations('bank')
  const { money } = useFormat()
  const { id, bookedOn, amount, currency, name, text, iban, status, proposals, payments, rest } = line
  const [first, ...others] = proposals
  return (
    <li className={classes.line} data-line={id}>
      <div className={classes.facts}>
        <span className={classes.day}>
          <Day on={bookedOn} />
        </span>
        <span className={classes.who}>
          <b>{name ?? t('noName')}</b>
          <span className={classes.text}>{text ?? iban}</span>
        </span>
        <b className={classes.amount} data-in={amount > 0 || undefined}>
          <Money amount={amount} currency={currency} />
        </b>
      </div>
      {status === 'open' && (
        <div className={classes.proposals}>
          {first ? (
            <ProposalRow line={line} proposal={first} first accept={() => void deeds.accept(line, first)} />
          ) : (
            <span className={classes.quiet}>{t('noProposal')}</span>
          )}
          <Button
            className={classes.ignore ?? ''}
            size="xs"
            variant="subtle"
            rightSection={<KeyHint keys="x" />}
            data-line-focus={first ? undefined : true}
            onClick={() => void deeds.ignore(line)}
          >
            {t('ignore')}
          </Button>
          {others.length > 0 && (
            <details className={classes.others}>
              <summary>{t('also', { count: others.length })}</summary>
              {others.map((proposal) => (
                <ProposalRow
                  key={proposal.invoices.map(({ invoiceId }) => invoiceId).join()}
                  line={line}
                  proposal={proposal}
                  accept={() => void deeds.accept(line, proposal)}
                />
              ))}
            </details>
          )}
        </div>
      )}
      {status !== 'open' && (
        <div className={classes.proposals}>
          <span className={classes.quiet}>
            {payments.map(({ paymentId, invoiceId, number, amount: paid }) => (
              <span key={paymentId}>
                <InvoiceLink id={invoiceId} number={number} bill={amount < 0} /> {money(paid, currency)}{' '}
              </span>
            ))}
            {status === 'accepted' && rest > 0 && t('rest', { amount: money(rest, currency) })}
          </span>
          <Button
            className={classes.ignore ?? ''}
            size="xs"
            rightSection={<KeyHint keys="x" />}
            data-line-focus
            onClick={() => void deeds.release(line)}
          >
            {t('takeBack')}
          </Button>
        </div>
      )}
    </li>
  )
}

interface ProposalRowProps {
  line: BankLine
  proposal: Proposal
  first?: boolean
  accept: () => void
}

function ProposalRow({
  line: { currency, amount: whole },
  proposal,
  first = false,
  accept,
}: ProposalRowProps) {
  const t = useTranslations('bank')
  const { money } = useFormat()
  const { invoices, reasons } = proposal
  const said = invoices.map(({ number, party, amount }) =>
    t('paysOf', { number: number ?? '', party, amount: money(amount, currency) }),
  )
  return (
    <div className={classes.proposal}>
      <Button
        size="xs"
        leftSection={<IconCheck />}
        {...(first && { rightSection: <KeyHint keys="Enter" /> })}
        data-line-focus={first || undefined}
        onClick={accept}
      >
        {t('accept')}
        <span className="unseen">{`: ${said.join(', ')}`}</span>
      </Button>
      <span className={classes.pays}>
        {invoices.map(({ invoiceId, number, party, amount, amountDue }) => (
          <span key={invoiceId}>
            <InvoiceLink id={invoiceId} number={number} bill={whole < 0} /> {party}
            {amount < amountDue && ` (${t('part', { due: money(amountDue, currency) })})`}{' '}
          </span>
        ))}
        <span className={classes.quiet}>{reasons.map((reason) => t(`why.${reason}`)).join(', ')}</span>
      </span>
    </div>
  )
}

function InvoiceLink({ id, number, bill }: { id: string; number: string | null; bill: boolean }) {
  const { slug } = useOrganization()
  return (
    <Link to={bill ? '/o/$slug/bills/$id' : '/o/$slug/invoices/$id'} params={{ slug, id }}>
      {number}
    </Link>
  )
}

/** The list without a client yet: one box that already works. */
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Input } from '#src/web/api.ts'
import { useReason } from '#src/web/reason.ts'
import { useAddRecord } from '#src/web/record-kind.ts'
import { useMay, useOrganization, useSeesOwnOnly } from '#src/web/session.ts'
import type { Column } from '#src/web/ui/columns.ts'
import { EmptyState } from '#src/web/ui/empty-state.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import quick from '#src/web/ui/quick-form.module.css'
import { clientKind, type ListedClient } from './client-record.tsx'
import classes from './clients.module.css'
import { clientOf, SignatureBox, useSignature } from './signature-box.tsx'

export function ClientsEmpty({ columns }: { columns: readonly Column<ListedClient>[] }) {
  const t = useTranslations('clients')
  const { slug } = useOrganization()
  const [text, setText] = useState('')
  const signature = useSignature(text)
  const add = useAddRecord(clientKind)
  const reason = useReason()
  const mayWrite = useMay('clients.write')
  const mayImport = useMay('imports')
  const own = useSeesOwnOnly()
  if (!mayWrite) {
    const text = t(own ? 'empty.ownViewerText' : 'empty.viewerText')
    return <EmptyState columns={columns} title={t(own ? 'empty.own' : 'empty.viewer')} text={text} />
  }
  const submit = () => {
    if (signature.found.length > 0 && !add.busy) void add.run(clientOf(signature) as Input<'POST /clients'>)
  }
  return (
    <EmptyState
      columns={columns}
      icon={<CardIcon />}
      title={t(own ? 'empty.own' : 'empty.title')}
      text={t(own ? 'empty.ownText' : 'empty.text')}
    >
      <SignatureBox value={text} onChange={setText} signature={signature} submit={submit} />
      {add.failure?.status === 422 && (
        <p className={classes.refusal} role="alert">
          {reason(add.failure)}
        </p>
      )}
      <div className={quick.foot}>
        <Button
          variant="filled"
          rightSection={<KeyHint keys="Enter" />}
          loading={add.busy}
          disabled={signature.found.length === 0}
          onClick={submit}
        >
          {t('add')}
        </Button>
        {mayImport && (
          <span className={quick.or}>
            {t('empty.or')}{' '}
            <Link to="/o/$slug/import" params={{ slug }}>
              {t('empty.import')}
            </Link>
          </span>
        )}
      </div>
    </EmptyState>
  )
}

/** A card on its way in. */
function CardIcon() {
  return (
    <svg viewBox="0 0 52 44" width="52" height="44" aria-hidden="true" focusable="false">
      <rect x="0.5" y="6.5" width="43" height="31" rx="5" fill="var(--wash)" stroke="var(--ramp2)" />
      <g fill="none" stroke="currentcolor" strokeWidth="1.6" strokeLinecap="round">
        <circle cx="13.5" cy="18" r="4.5" />
        <path d="M6.5 32c.6-5 3.2-7.3 7-7.3s6.4 2.3 7 7.3" />
        <path d="M26 18h11M26 25h8" />
      </g>
      <circle cx="43.5" cy="8.5" r="8.5" fill="var(--accent)" />
      <path
        d="M43.5 12.5v-8m0 0-3 3m3-3 3 3"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** While a client is typed: who may be the same, known by an e-mail address, a number or the name. */
import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { folded } from '#src/web/fold.ts'
import { useApi } from '#src/web/query.ts'
import { useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import classes from '#src/web/ui/quick-form.module.css'
import type { Signature } from './signature.ts'

const pause = 200
const most = 3
const digits = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '')

export function DuplicateHint({ signature, close }: { signature: Signature; close: () => void }) {
  const t = useTranslations('clients.quick')
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const [{ emails, phones, name }] = useDebouncedValue(signature, pause)
  const email = emails[0] ?? ''
  const number = digits(phones[0] ?? '').slice(-8)
  const whole = name?.includes(' ') ? name : ''
  const byEmail = useFound(email)
  const byPhone = useFound(number.length >= 6 ? number : '')
  const byName = useFound(whole)
  const found = [
    ...byEmail.map((client) => ({ client, why: t('sameEmail') })),
    ...byPhone.map((client) => ({ client, why: t('samePhone') })),
    ...byName
      .filter((client) => folded(client.name) === folded(whole))
      .map((client) => ({ client, why: t('sameName') })),
  ]
  const each = found.filter(
    ({ client }, index) => found.findIndex((one) => one.client.id === client.id) === index,
  )
  if (each.length === 0) return null
  return (
    <div className={classes.duplicates} role="status">
      <div className={classes.duplicatesTitle}>{t('duplicate')}</div>
      {each.slice(0, most).map(({ client, why }) => (
        <div key={client.id} className={classes.duplicate}>
          <Avatar name={client.name} />
          <span className={classes.duplicateName}>
            {client.name}{' '}
            <span className={classes.why}>{[client.company?.name, why].filter(Boolean).join(' · ')}</span>
          </span>
          <Button
            size="xs"
            onClick={() => {
              close()
              void navigate({ to: '/o/$slug/clients/$id', params: { slug, id: client.id } })
            }}
          >
            {t('instead')}
          </Button>
        </div>
      ))}
    </div>
  )
}

function useFound(search: string) {
  const { data } = useApi('GET /clients', { search, limit: most }, { enabled: search !== '' })
  return search === '' ? [] : (data?.items ?? [])
}

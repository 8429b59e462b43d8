/** What the audit can be filtered by; the names are those of the address and of the operation. */
import { IconCalendar, IconCategory, IconPencilBolt, IconUser } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useApi } from '#src/web/query.ts'
import type { FilterField } from '#src/web/ui/filters.tsx'

const deeds = [
  'client.create',
  'client.update',
  'client.delete',
  'client.restore',
  'company.create',
  'company.update',
  'company.delete',
  'company.restore',
  'note.create',
  'note.update',
  'note.delete',
  'alert.create',
  'alert.update',
  'alert.complete',
  'alert.snooze',
  'alert.delete',
  'invoice.create',
  'invoice.issue',
  'invoice.send',
  'invoice.credit',
  'invoice.void',
  'invoice.delete',
  'payment.record',
  'payment.remove',
  'invoice_settings.update',
  'file.attach',
  'file.delete',
  'import.run',
  'import.undo',
  'invitation.create',
  'invitation.accept',
  'invitation.revoke',
  'member.update',
  'member.remove',
  'member.leave',
  'organization.update',
] as const

const kinds = [
  'client',
  'company',
  'note',
  'alert',
  'file',
  'invoice',
  'payment',
  'quote',
  'recurring',
  'item',
  'import',
  'member',
  'invitation',
  'api_key',
  'organization',
] as const

type Underscored<S extends string> = S extends `${infer A}.${infer B}` ? `${A}_${B}` : S
const keyOf = <S extends string>(name: S) => name.replace('.', '_') as Underscored<S>

export function useAuditFilters(): readonly FilterField[] {
  const t = useTranslations('audit')
  const { data } = useApi('GET /members', { limit: 200 })
  return [
    {
      field: 'actorId',
      label: t('filters.person'),
      icon: IconUser,
      single: true,
      choices: (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      field: 'operation',
      label: t('filters.operation'),
      icon: IconPencilBolt,
      single: true,
      choices: deeds.map((value) => ({ value, label: t(`deeds.${keyOf(value)}`) })),
    },
    {
      field: 'subjectKind',
      label: t('filters.kind'),
      icon: IconCategory,
      single: true,
      choices: kinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    { field: 'from', label: t('filters.from'), icon: IconCalendar, choices: 'day' },
    { field: 'to', label: t('filters.to'), icon: IconCalendar, choices: 'day' },
  ]
}

/** How a statement comes in: dropped anywhere on the page or chosen, read, and told how much of it is new. */
import { IconBuildingBank } from '@tabler/icons-react'
import { type RefObject, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure, type Output } from '#src/web/api.ts'
import { invalidate } from '#src/web/query.ts'
import { useReason } from '#src/web/reason.ts'
import { DropFile, FileRefusal } from '#src/web/ui/drop-file.tsx'
import { ProgressRow } from '#src/web/ui/progress-row.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { upload } from '#src/web/upload.ts'

interface Way {
  /** The file that is on its way in. */
  name: string | null
  percent: number
  refusal: { title: string; lines: string[] } | null
  take: (files: readonly File[]) => void
}

export function useStatementWay(): Way {
  const t = useTranslations('bank')
  const reason = useReason()
  const [name, setName] = useState<string | null>(null)
  const [percent, setPercent] = useState(0)
  const [refusal, setRefusal] = useState<Way['refusal']>(null)
  const tell = ({ added, lines, refused }: Output<'POST /bank/statements'>, file: string) => {
    toast({
      title: t('added', { name: file, added, lines: String(lines) }),
      ...(added < lines && { text: t('known') }),
    })
    if (refused.length > 0)
      setRefusal({
        title: t('rows', { count: refused.length }),
        lines: refused.map(({ row, reason: why }) => t('row', { row: String(row), reason: why })),
      })
  }
  const bring = async (file: File) => {
    setRefusal(null)
    setName(file.name)
    setPercent(0)
    try {
      const { id: fileId } = await upload(file, {
        onProgress: (share) => setPercent(Math.floor(share * 100)),
      })
      tell(await api('POST /bank/statements', { fileId }), file.name)
      await invalidate(['bank_line', 'bank_statement'])
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      setRefusal({ title: t('refused', { name: file.name }), lines: [reason(error)] })
    } finally {
      setName(null)
    }
  }
  return {
    name,
    percent,
    refusal,
    take: (files) => {
      if (files[0] && files.length === 1) void bring(files[0])
      else setRefusal({ title: t('one'), lines: [] })
    },
  }
}

interface StatementDropProps {
  way: Way
  /** Opens the choice of a file, from a button elsewhere. */
  open: RefObject<(() => void) | null>
  /** Nothing is here yet: the way in fills the page. */
  large: boolean
}

export function StatementDrop({ way: { name, percent, refusal, take }, open, large }: StatementDropProps) {
  const t = useTranslations('bank')
  return (
    <>
      <DropFile
        icon={IconBuildingBank}
        words={{
          anywhere: t('drop'),
          release: t('release'),
          choose: t('choose'),
          title: t('drop'),
          text: t('dropText'),
        }}
        busy={name !== null}
        hidden={!large}
        open={open}
        take={take}
      />
      {name && <ProgressRow label={t('reading', { name })} done={percent} total={100} />}
      {refusal && (
        <FileRefusal>
          <b>{refusal.title}</b>
          <ul>
            {refusal.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </FileRefusal>
      )}
    </>
  )
}

/** How a statement comes in: dropped anywhere on the page or chosen, read, and told how much of it is new. */
import '@mantine/dropzone/styles.layer.css'
import { Button } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconAlertTriangle, IconBuildingBank, IconUpload } from '@tabler/icons-react'
import { type RefObject, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, Failure, type Output } from '#src/web/api.ts'
import { invalidate } from '#src/web/query.ts'
import { useReason } from '#src/web/reason.ts'
import { ProgressRow } from '#src/web/ui/progress-row.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import { upload } from '#src/web/upload.ts'
import classes from './bank.module.css'

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
      <Dropzone.FullScreen
        active={name === null}
        multiple
        onDrop={take}
        className={classes.overall}
        classNames={{ inner: classes.overallInner }}
        inputProps={{ 'aria-label': t('drop') }}
      >
        <IconUpload size={32} stroke={1.5} aria-hidden="true" />
        <b>{t('release')}</b>
      </Dropzone.FullScreen>
      {name && <ProgressRow label={t('reading', { name })} done={percent} total={100} />}
      <Dropzone
        openRef={open}
        multiple={false}
        onDrop={take}
        onReject={() => take([])}
        activateOnClick={false}
        enablePointerEvents
        className={large && !name ? (classes.drop ?? '') : 'unseen'}
        tabIndex={-1}
        role="presentation"
        inputProps={{ 'aria-label': t('choose'), tabIndex: -1 }}
      >
        {large && !name && (
          <div className={classes.dropInner}>
            <IconBuildingBank size={28} stroke={1.5} aria-hidden="true" className={classes.dropIcon} />
            <h2 className={classes.dropTitle}>{t('drop')}</h2>
            <p className={classes.dropText}>{t('dropText')}</p>
            <Button variant="filled" autoFocus onClick={() => open.current?.()}>
              {t('choose')}
            </Button>
          </div>
        )}
      </Dropzone>
      {refusal && (
        <div className={classes.refusal} role="alert">
          <IconAlertTriangle size={16} aria-hidden="true" />
          <div>
            <b>{refusal.title}</b>
            <ul>
              {refusal.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  )
}

/** The file's way in: dropped anywhere on the page or chosen, uploaded with its progress, looked at, or refused in a sentence. */
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { fileLimit } from '#src/core/file-limit.ts'
import { api, Failure } from '#src/web/api.ts'
import { useFormat } from '#src/web/intl.tsx'
import { invalidate } from '#src/web/query.ts'
import { useReason } from '#src/web/reason.ts'
import { DropFile, FileRefusal } from '#src/web/ui/drop-file.tsx'
import { ProgressRow } from '#src/web/ui/progress-row.tsx'
import { upload } from '#src/web/upload.ts'
import type { Import } from './import-words.tsx'
import classes from './imports.module.css'

interface Way {
  name: string
  /** From 0 to 100; null once it is there and being looked at. */
  percent: number | null
}

const megabyte = 1024 * 1024

function useFileWay(kind: Import['kind'], opened: (id: string) => void) {
  const t = useTranslations('imports.file')
  const reason = useReason()
  const { number } = useFormat()
  const [way, setWay] = useState<Way | null>(null)
  const [refusal, setRefusal] = useState<{ title?: string; text: string } | null>(null)
  const stopper = useRef<AbortController | null>(null)

  const bring = async (file: File) => {
    const { name, size } = file
    setRefusal(null)
    if (size === 0) return setRefusal({ text: t('empty', { name }) })
    if (size > fileLimit)
      return setRefusal({ text: t('large', { name, size: number(Math.ceil(size / megabyte)) }) })
    const stopping = new AbortController()
    stopper.current = stopping
    setWay({ name, percent: 0 })
    try {
      const { id: fileId } = await upload(file, {
        signal: stopping.signal,
        onProgress: (share) => setWay({ name, percent: share < 1 ? Math.floor(share * 100) : null }),
      })
      const begun = await api('POST /imports', { fileId, kind }, { signal: stopping.signal })
      void invalidate(['import'])
      if (begun.status === 'failed') setRefusal({ title: name, text: begun.problem ?? '' })
      else opened(begun.id)
    } catch (error) {
      if (stopping.signal.aborted) return
      if (!(error instanceof Failure)) throw error
      setRefusal({ title: name, text: reason(error) })
    } finally {
      setWay(null)
    }
  }
  return {
    way,
    refusal,
    take: (files: readonly File[]) => {
      if (files[0] && files.length === 1) void bring(files[0])
      else setRefusal({ text: t('one') })
    },
    stop: () => stopper.current?.abort(),
  }
}

interface FileDropProps {
  kind: Import['kind']
  opened: (id: string) => void
}

export function FileDrop({ kind, opened }: FileDropProps) {
  const t = useTranslations('imports.file')
  const { way, refusal, take, stop } = useFileWay(kind, opened)
  const open = useRef<() => void>(null)
  return (
    <>
      <DropFile
        icon={IconFileSpreadsheet}
        words={{
          anywhere: t('drop'),
          release: t('release'),
          choose: t('choose'),
          title: t(kind === 'client' ? 'dropClients' : 'dropCompanies'),
          text: t('dropText'),
          hint: t('nothingYet'),
        }}
        busy={way !== null}
        open={open}
        take={take}
      />
      {way && (
        <div className={classes.way}>
          <ProgressRow
            label={t(way.percent === null ? 'looking' : 'uploading', { name: way.name })}
            done={way.percent ?? 100}
            total={100}
            stop={stop}
          />
        </div>
      )}
      {refusal && (
        <FileRefusal>
          {refusal.title !== undefined && <b>{t('refused', { name: refusal.title })}. </b>}
          {refusal.text}
        </FileRefusal>
      )}
    </>
  )
}

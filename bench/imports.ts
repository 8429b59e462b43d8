/** A list brought in through the front door while somebody else works: rows a second, and what the other one feels of it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Parties } from './parties.ts'
import type { Scenario } from './scenarios.ts'

const given = ['Anna', 'Łukasz', 'Jürgen', 'Zoé', 'Søren', 'Katarzyna', 'José', 'Emma', 'Noah', 'Ágnes']
const family = ['Müller', 'Wójcik', 'García', 'Ødegård', 'Novák', 'Smith', 'Rossi', 'Weiß', 'Öztürk', 'Chen']

function csv(rows: number): string {
  const lines = ['First name,Last name,Email,Phone,Company,Job title,Tags']
  for (let n = 0; n < rows; n++) {
    const [first, last] = [given[n % 10], family[Math.floor(n / 10) % 10]]
    const phone = `+49 160 ${1_000_000 + n}`
    lines.push(
      `${first},${last},import.${n}@import.example,${phone},Import ${Math.floor(n / 10)} GmbH,Office,imported`,
    )
  }
  return lines.join('\n')
}

interface Import {
  id: string
  status: string
  counts: Record<string, number>
}

/** Uploads, checks and runs an import of so many rows; meanwhile one connection reads clients. */
export async function measureImport(parties: Parties, rows: number, meanwhile: Scenario): Promise<string> {
  const form = new FormData()
  form.append('file', new File([csv(rows)], 'people.csv', { type: 'text/csv' }))
  const file = await parties.ask<{ id: string }>('POST', '/files', form)
  const startedAt = performance.now()
  let record = await parties.ask<Import>('POST', '/imports', { fileId: file.id, kind: 'client' })

  const until = async (status: string) => {
    for (;;) {
      record = await parties.ask<Import>('GET', `/imports/${record.id}`)
      if (record.status === status) return performance.now()
      if (['failed', 'cancelled'].includes(record.status)) throw new Error(`the import is ${record.status}`)
      await sleep(100)
    }
  }
  const checkedAt = await until('ready')
  await parties.ask('POST', `/imports/${record.id}/run`, {})
  let running = true
  const waits: number[] = []
  const other = (async () => {
    while (running) {
      const { p50 } = await parties.measure('ours', meanwhile, 'all', { connections: 1, milliseconds: 500 })
      waits.push(p50)
    }
  })()
  const doneAt = await until('done')
  running = false
  await other
  const perSecond = (milliseconds: number) => Math.round((rows * 1000) / milliseconds)
  const worst = Math.max(...waits).toFixed(1)
  return `import of ${rows} rows: read and checked ${perSecond(checkedAt - startedAt)} rows/s, brought in ${perSecond(
    doneAt - checkedAt,
  )} rows/s (${record.counts.created} created); meanwhile a get takes ${worst} ms at the median of its worst half second`
}

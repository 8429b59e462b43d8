/** A second server on the database of a test world: another pool, another queue, the same throat. */
import { openPool } from '#src/core/db.ts'
import { enqueuer, openBoss } from '#src/core/jobs.ts'
import type { Actor, AnyOperation } from '#src/core/operation.ts'
import { createRun } from '#src/core/run.ts'
import { findOperation, type operations } from '#src/operations.ts'
import type { World } from './test-world.ts'

export async function openSecond(world: World) {
  const pool = openPool(world.urls.app, 4)
  const boss = openBoss(world.urls.app)
  await boss.start()
  const run = createRun({ pool, find: findOperation, enqueue: enqueuer(boss), count: world.usage.count })
  return {
    perform: async (actor: Actor, name: (typeof operations)[number]['name'], input: unknown) => {
      const operation = findOperation(name) as AnyOperation
      return (await run(operation, input, { actor, channel: 'job', requestId: 'req_second' })).output
    },
    async close() {
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}

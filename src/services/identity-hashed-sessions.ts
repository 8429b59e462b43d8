/**
 * better-auth keeps session tokens as they are. This stands between it and its tables, so that only their SHA-256 is
 * stored: whoever reads the database, or a backup, cannot sign in with what stands there.
 */
import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth/types'
import { hashToken } from '#src/core/tokens.ts'

const hashed = (value: Where['value']): Where['value'] =>
  Array.isArray(value) ? (value.map((one) => hashToken(String(one))) as string[]) : hashToken(String(value))

const hashedWhere = (where: Where[]): Where[] =>
  where.map((clause) => (clause.field === 'token' ? { ...clause, value: hashed(clause.value) } : clause))

/** The token the caller asked with, so that a found row carries what the caller knows and not the hash. */
const askedWith = (where: Where[]) =>
  where.find((clause) => clause.field === 'token' && typeof clause.value === 'string')?.value

function withToken<T>(row: T, token: unknown): T {
  return row && typeof token === 'string' ? { ...row, token } : row
}

function hashingCalls(inner: DBTransactionAdapter): DBTransactionAdapter {
  const sessions = <Q extends { model: string; where?: Where[] | undefined }>(query: Q): Q =>
    query.model === 'session' && query.where ? { ...query, where: hashedWhere(query.where) } : query
  const token = (query: { model: string; where?: Where[] | undefined }) =>
    query.model === 'session' && query.where ? askedWith(query.where) : undefined

  return {
    ...inner,
    create: async (query) => {
      const given = (query.data as { token?: unknown }).token
      if (query.model !== 'session' || typeof given !== 'string') return inner.create(query)
      return withToken(
        await inner.create({ ...query, data: { ...query.data, token: hashToken(given) } }),
        given,
      )
    },
    findOne: async (query) => withToken(await inner.findOne(sessions(query)), token(query)),
    findMany: async <T>(query: Parameters<DBAdapter['findMany']>[0]) =>
      (await inner.findMany<T>(sessions(query))).map((row) => withToken(row, token(query))),
    count: (query) => inner.count(sessions(query)),
    update: async (query) => withToken(await inner.update(sessions(query)), token(query)),
    updateMany: (query) => inner.updateMany(sessions(query)),
    delete: (query) => inner.delete(sessions(query)),
    deleteMany: (query) => inner.deleteMany(sessions(query)),
    consumeOne: async (query) => withToken(await inner.consumeOne(sessions(query)), token(query)),
    incrementOne: async (query) => withToken(await inner.incrementOne(sessions(query)), token(query)),
  }
}

/** The adapter with hashed session tokens, inside transactions too. */
export function hashSessionTokens(inner: DBAdapter): DBAdapter {
  return {
    ...inner,
    ...hashingCalls(inner),
    transaction: (work) => inner.transaction((trx) => work(hashingCalls(trx))),
  }
}

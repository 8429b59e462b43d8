/** Promise: everything UpCRM can do is defined here once, and every entrance is made from that definition. */
import type { z } from 'zod'
import type { Sql } from './db.ts'
import type { Permission, Role } from './permissions.ts'

/** Who acts. A system actor may act on behalf of the person who asked. */
export interface Actor {
  kind: 'person' | 'key' | 'link' | 'system'
  /** The person's id; for the system the person on whose behalf it works, or null. A key is no person. */
  personId: string | null
  /** Of a key: its id, which the walls, the audit and the counter know it by. */
  keyId?: string
  name: string
  organizationId: string | null
  role: Role | null
  visibility: 'all' | 'own'
}

/** Whoever acts as the walls know them. A key must not be nobody there: that is how they know the system. */
export const identityOf = ({ personId, keyId }: Pick<Actor, 'personId' | 'keyId'>) =>
  personId ?? keyId ?? null

export const channels = ['web', 'api', 'chat', 'mcp', 'telegram', 'job'] as const
export type Channel = (typeof channels)[number]

/**
 * The operations that others start by name, with `later` or `call`. Each slice's are added in `src/operations.ts`;
 * the members of an interface are resolved late, which is what keeps slices from importing each other in a circle.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Callable {}

/** The callable operations that may also be left for later: each has a queue. Filled in `src/operations.ts` too. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Jobs {}

type InputOf<N extends keyof Callable> = Callable[N] extends { input: infer I extends z.ZodType }
  ? z.input<I>
  : never
type OutputOf<N extends keyof Callable> = Callable[N] extends { output: infer O extends z.ZodType }
  ? z.output<O>
  : never

/** Enqueues an operation in the caller's own transaction: without a commit there is no job. */
export type Later = <N extends keyof Jobs & keyof Callable>(
  name: N,
  input: InputOf<N>,
  options?: { at?: Date; key?: string; asSystem?: boolean; onBehalfOf?: string },
) => Promise<void>

/** Runs another operation through `run()`, as the same actor or as the system on that person's behalf. */
export type Call = <N extends keyof Callable>(
  name: N,
  input: InputOf<N>,
  options?: { asSystem?: boolean },
) => Promise<OutputOf<N>>

/** Says what a write changed: the audit entry and the change event come from it. `fields` are names, never values. */
export type Touched = (kind: string, id: string, fields?: readonly string[]) => void

export interface Contexts {
  read: { actor: Actor; sql: Sql }
  write: {
    actor: Actor
    sql: Sql
    later: Later
    touched: Touched
    /** The version the caller last saw (`If-Match`), if it said. */
    version: number | undefined
  }
  reach: { actor: Actor; call: Call }
}

export type Kind = keyof Contexts

/** Ten fields, and ten is the limit. None of them names a transport. */
export interface Operation<
  Name extends string = string,
  Route extends string | undefined = string | undefined,
  K extends Kind = Kind,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  /** `noun.verb`: audit, usage, tool name, operationId, logs. */
  name: Name
  /** `POST /invoices/:id/send`; left out: not on HTTP, only by `later` and `call`. */
  route?: Route
  summary: string
  kind: K
  scope?: 'organization' | 'account'
  permission: Permission
  /** The assistant and MCP may ask for it; a write they ask for is only a proposal. */
  tool?: boolean
  input: Input
  output: Output
  run(context: Contexts[K], input: z.output<Input>): Promise<z.input<Output>>
}

/** Defines an operation; its name and route keep their exact text as types. */
export function operation<
  const Name extends string,
  K extends Kind,
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Route extends string | undefined = undefined,
>(
  definition: Operation<Name, Route, K, Input, Output>,
): Operation<Name, Route, K, Input, Output> & { route: Route } {
  return definition as Operation<Name, Route, K, Input, Output> & { route: Route }
}

/** Any operation, for the mechanism that handles them all alike. */
// biome-ignore lint/suspicious/noExplicitAny: one of the two places where the kinds of operations are forgotten
export type AnyOperation = Operation<string, string | undefined, any, z.ZodType, z.ZodType>

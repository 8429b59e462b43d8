/** The walls in Postgres, asked of its catalogue: each question must be answered with no row. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from './test-world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** Our own schemas; `jobs` is the library's, and nothing of a tenant but ids stands in it. */
const ours = `('public', 'identity')`

const low = `('upcrm_app', 'upcrm_auth', 'upcrm_definer')`

/** Tables of tenants: what has an org_id, and the organizations themselves. */
const tenants = `(select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ${ours} and c.relkind in ('r', 'p') and (c.relname = 'organizations' or exists (
    select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)))`

/** The names of an index's or a constraint's columns, in order. */
const columns = (table: string, numbers: string) =>
  `(select array_agg(a.attname::text order by k.place) from unnest(${numbers}) with ordinality k(number, place)
    join pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`

const questions: Record<string, string> = {
  'a table of tenants or people without ENABLE and FORCE row level security': `
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'migrations'
      and not (c.relrowsecurity and c.relforcerowsecurity)
    union select t.relname from ${tenants} t join pg_class c on c.oid = t.oid
      where not (c.relrowsecurity and c.relforcerowsecurity)`,

  'a table of tenants without a policy for the runtime role': `
    select t.relname from ${tenants} t where not exists (
      select 1 from pg_policy p where p.polrelid = t.oid and 'upcrm_app'::regrole = any(p.polroles))`,

  'a policy that lets something be written without WITH CHECK, or seen without USING': `
    select p.polname, p.polrelid::regclass from pg_policy p
    where (p.polcmd in ('*', 'a', 'w') and p.polwithcheck is null) or (p.polcmd <> 'a' and p.polqual is null)`,

  'a policy of the runtime role on a tenant’s table that does not ask for the organization': `
    select p.polname, t.relname from ${tenants} t join pg_policy p on p.polrelid = t.oid
    where not p.polroles <@ array['upcrm_definer'::regrole::oid, current_user::regrole::oid]
      and (pg_get_expr(p.polqual, p.polrelid) !~ 'app_org' or pg_get_expr(p.polwithcheck, p.polrelid) !~ 'app_org')`,

  'a policy for everybody': `select polname, polrelid::regclass from pg_policy where 0 = any(polroles)`,

  'a foreign key between tenants’ tables without org_id': `
    select f.conname from pg_constraint f
    join ${tenants} here on here.oid = f.conrelid join ${tenants} there on there.oid = f.confrelid
    where f.contype = 'f' and there.relname <> 'organizations'
      and not ('org_id' = (${columns('f.conrelid', 'f.conkey')})[1] and 'org_id' = (${columns('f.confrelid', 'f.confkey')})[1])`,

  'a foreign key that would empty org_id when what it points to is deleted': `
    select f.conname from pg_constraint f join ${tenants} t on t.oid = f.conrelid
    where f.contype = 'f' and f.confdeltype in ('n', 'd')
      and coalesce(f.confdelsetcols, f.conkey) && array(
        select a.attnum from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'org_id')`,

  // organizations: its id and its slug are what finds it, and are the same for everybody.
  'a unique index on a tenant’s table that does not start with org_id': `
    select i.indexrelid::regclass from pg_index i join ${tenants} t on t.oid = i.indrelid
    where i.indisunique and t.relname <> 'organizations'
      and (${columns('i.indrelid', 'i.indkey::int2[]')})[1] is distinct from 'org_id'`,

  'a view without security_invoker, or a materialized view': `
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${ours} and (c.relkind = 'm'
      or (c.relkind = 'v' and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']))`,

  'a SECURITY DEFINER function without a pinned search_path, for PUBLIC, or of a role that could do more': `
    select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ${ours} and p.prosecdef and (
      not exists (select 1 from unnest(p.proconfig) c where c like 'search_path=%pg_temp')
      or p.proacl is null or exists (select 1 from aclexplode(p.proacl) a where a.grantee = 0)
      -- Only a table's owner may analyze it, and analyzing is all that this one does.
      or (p.proowner <> 'upcrm_definer'::regrole and p.proname <> 'analyze_grown'))`,

  'a low role that may bypass the walls, make something, or become another': `
    select rolname from pg_roles where rolname in ${low}
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
    union select member::regrole::text from pg_auth_members where member::regrole::text in ${low}
    union select 'upcrm_definer logs in' from pg_roles where rolname = 'upcrm_definer' and rolcanlogin
    union select n.nspname from pg_namespace n, unnest(array['upcrm_app', 'upcrm_auth']) r
      where n.nspname !~ '^pg_' and has_schema_privilege(r, n.oid, 'create')`,

  'something that a role which logs in owns': `
    select s.classid::regclass, s.objid from pg_shdepend s
    where s.refclassid = 'pg_authid'::regclass and s.deptype = 'o' and s.refobjid in ('upcrm_app'::regrole, 'upcrm_auth'::regrole)`,

  'the runtime role able to change what was written down, to empty a table, or to see identities': `
    select a.deed from unnest(array['update', 'delete', 'truncate']) a(deed)
      where has_table_privilege('upcrm_app', 'audit_entries', a.deed)
    union select a.deed from unnest(array['insert', 'update', 'delete']) a(deed),
      unnest(array['usage_counts', 'access_log']) t where has_table_privilege('upcrm_app', t, a.deed)
    union select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ${ours} and c.relkind in ('r', 'p') and has_table_privilege('upcrm_app', c.oid, 'truncate, references, trigger')
    union select 'schema identity' where has_schema_privilege('upcrm_app', 'identity', 'usage')
    union select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p', 'v')
        and has_table_privilege('upcrm_auth', c.oid, 'select, insert, update, delete, truncate')`,

  'a foreign key without an index that starts with its columns': `
    select f.conname from pg_constraint f join pg_namespace n on n.oid = f.connamespace
    where f.contype = 'f' and n.nspname in ${ours} and not exists (
      select 1 from pg_index i where i.indrelid = f.conrelid
        and (i.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey
        and (i.indkey::int2[])[0:cardinality(f.conkey) - 1] <@ f.conkey)`,
}

it.each(Object.entries(questions))('there is not %s', async (_, question) => {
  const { rows } = await world.owner.query(question)
  expect(rows).toEqual([])
})

it('the questions find what they ask for', async () => {
  const client = await world.owner.connect()
  try {
    await client.query('begin')
    await client.query(`
      create table bare (org_id uuid, id uuid primary key, client_id uuid, other uuid unique);
      alter table bare add foreign key (client_id) references people (id);
      alter table bare add constraint bare_client foreign key (org_id, client_id) references clients (org_id, id) on delete set null;
      alter table bare enable row level security;
      create policy everybody on bare using (true);
      create view plain as select * from clients;
      create function loose() returns integer language sql security definer as 'select 1';
      grant update on audit_entries to upcrm_app;
      grant truncate on clients to upcrm_app;
      grant upcrm_app to current_user;
      grant create on schema public to upcrm_app;
      create table held (id integer);
      alter table held owner to upcrm_app;
      alter table notes add constraint notes_across foreign key (id) references bare (id)`)
    for (const [question, text] of Object.entries(questions)) {
      const { rowCount } = await client.query(text)
      expect(rowCount, question).toBeGreaterThan(0)
    }
  } finally {
    await client.query('rollback')
    client.release()
  }
})

it('computes its columns and indexes without a search path, as they are when a dump is loaded', async () => {
  const client = await world.owner.connect()
  try {
    await client.query(`begin; set local search_path = ''`)
    const { rows } = await client.query<{ relation: string; expression: string }>(`
      select d.adrelid::regclass::text as relation, pg_get_expr(d.adbin, d.adrelid) as expression
      from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum and a.attgenerated <> ''
      union all
      select i.indrelid::regclass::text, pg_get_indexdef(i.indexrelid, place, false)
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      cross join generate_series(1, i.indnatts) place
      where n.nspname in ${ours} and i.indkey[place - 1] = 0`)
    expect(rows.map(({ expression }) => expression)).toEqual(
      expect.arrayContaining([expect.stringContaining('search_words'), expect.stringContaining('fold')]),
    )
    for (const { relation, expression } of rows)
      await client.query(`explain select ${expression} from ${relation}`)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

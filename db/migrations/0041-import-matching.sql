-- Which records the rows of a file mean, among those the importing person can see. Array operators and fold are not
-- leakproof, so these draw the walls themselves. Each key is an index probe of its own; a plan over the whole table
-- would read every client for a handful of rows. Whoever shares a key with hundreds is found by name first. The "offset 0"
-- keeps the order by id out of the search, or the planner walks the primary key in the hope of a hit.
create function record_matches(relation text,
  email_rows integer[], emails text[], email_names text[],
  phone_rows integer[], phones text[], phone_names text[],
  name_rows integer[], names text[], companies text[])
returns table (at integer, by text, id uuid, name text, has_email boolean)
language plpgsql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  -- The name of its company tells namesakes apart; a company has none.
  firm constant text := case relation
    when 'clients' then
      $firm$ coalesce((select fold(co.name) from companies co where co.org_id = $1 and co.id = c.company_id
        and co.deleted_at is null and ($3 or co.owner_id = $2)), '') $firm$
    when 'companies' then $firm$ '' $firm$ end;
  visible constant text := $visible$ c.org_id = $1 and c.deleted_at is null and ($3 or c.owner_id = $2) $visible$;
begin
  if firm is null then raise exception 'nothing to match in %', relation; end if;
  return query execute format($query$
    select k.at, k.by, f.id, f.name, true
    from (select *, 'email' as by from unnest($4, $5, $6) e (at, key, name)) k cross join lateral (
      select c.id, fold(c.name) as name from %1$I c
      where %2$s and c.email_keys @> array[k.key]
      order by (fold(c.name) = k.name) desc, c.id limit 20) f
    union all
    select k.at, k.by, f.id, f.name, true
    from (select *, 'phone' as by from unnest($7, $8, $9) p (at, key, name)) k cross join lateral (
      select c.id, fold(c.name) as name from %1$I c
      where %2$s and c.phone_keys @> array[k.key]
      order by (fold(c.name) = k.name) desc, c.id limit 20) f
    union all
    select k.at, 'name', f.id, f.name, f.has_email
    from unnest($10, $11, $12) k (at, name, company) cross join lateral (
      select * from (
        select c.id, fold(c.name) as name, cardinality(c.email_keys) > 0 as has_email from %1$I c
        where %2$s and fold(c.name) = k.name and k.company = %3$s
        offset 0) namesakes
      order by id limit 20) f $query$, relation, visible, firm)
    using app_org(), app_person(), app_sees_all(), email_rows, emails, email_names, phone_rows, phones, phone_names,
      name_rows, names, companies;
end $$;
create index companies_by_phone_key on companies using gin (org_id, phone_keys);

-- The companies with these names, folded, that one can see.
create function companies_named(names text[]) returns table (name text, id uuid)
language plpgsql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  organization uuid := app_org();
  person uuid := app_person();
  sees_all boolean := app_sees_all();
begin
  return query
    select k.name, f.id from unnest(names) k (name) cross join lateral (
      select * from (
        select c.id from companies c
        where c.org_id = organization and fold(c.name) = k.name and c.deleted_at is null
          and (sees_all or c.owner_id = person)
        offset 0) namesakes
      order by id limit 1) f;
end $$;

-- How many clients a company has, whoever may see them and also in the trash: it must not be taken from under them.
create function clients_of_companies(ids uuid[]) returns table (id uuid, clients bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.company_id, count(*) from clients c
  where c.org_id = app_org() and c.company_id = any(ids) group by c.company_id
$$;

alter function record_matches(text, integer[], text[], text[], integer[], text[], text[], integer[], text[], text[])
  owner to upcrm_definer;
alter function companies_named(text[]) owner to upcrm_definer;
alter function clients_of_companies(uuid[]) owner to upcrm_definer;
revoke execute on function
  record_matches(text, integer[], text[], text[], integer[], text[], text[], integer[], text[], text[]),
  companies_named(text[]), clients_of_companies(uuid[]) from public;
grant execute on function
  record_matches(text, integer[], text[], text[], integer[], text[], text[], integer[], text[], text[]),
  companies_named(text[]), clients_of_companies(uuid[]) to upcrm_app;

-- A table that was nearly empty when it was analyzed last is planned for as if it still were, and a list of fifty rows
-- takes half a minute until autovacuum comes by. So a bulk deed has what it fills analyzed as it grows. Only the owner of a
-- table may do that, hence not the role of the other functions; it reads nothing and answers nothing.
create function analyze_grown() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  grown regclass;
begin
  for grown in
    select c.oid::regclass from pg_class c
    where c.oid in ('clients'::regclass, 'client_keys'::regclass, 'companies'::regclass, 'notes'::regclass,
        'import_rows'::regclass, 'import_verdicts'::regclass, 'import_keys'::regclass, 'import_words'::regclass,
        'import_changes'::regclass)
      and pg_relation_size(c.oid) / 8192 > 30 + 1.5 * c.relpages
  loop
    execute format('analyze %s', grown);
  end loop;
end $$;
revoke execute on function analyze_grown() from public;
grant execute on function analyze_grown() to upcrm_app;

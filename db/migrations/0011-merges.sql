-- Merging two clients, and finding those that should be.

-- Exactly what a merge changed and moved, so that it can be undone.
create table merges (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  client_id uuid not null,
  other_id uuid not null,
  -- The fields of the client that the merge changed, as they were and as it left them.
  before jsonb not null,
  after jsonb not null,
  notes uuid[] not null,
  alerts uuid[] not null,
  files uuid[] not null,
  merged_by uuid,
  merged_at timestamptz(3) not null default now(),
  undone_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, client_id) references clients (org_id, id) on delete cascade,
  foreign key (org_id, other_id) references clients (org_id, id) on delete cascade
);
create index merges_by_client on merges (org_id, client_id, merged_at, id);
create index merges_by_other on merges (org_id, other_id);
create unique index merges_standing on merges (org_id, other_id) where undone_at is null;
call build_wall('merges', '(select app_sees_all())
  or exists (select 1 from clients c where c.org_id = merges.org_id and c.id = merges.client_id)',
  deeds => 'select, insert, update');

create policy lookup on merges for select to upcrm_definer using (true);
grant select on merges to upcrm_definer;

-- Those of these clients that went into another one and only come back when the merge is taken apart, also for someone who
-- does not see that other one.
create function merged_away(ids uuid[]) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select m.other_id from merges m where m.org_id = app_org() and m.other_id = any(ids) and m.undone_at is null
$$;
alter function merged_away(uuid[]) owner to upcrm_definer;
revoke execute on function merged_away(uuid[]) from public;
grant execute on function merged_away(uuid[]) to upcrm_app;

-- Array operators and fold() are not leakproof: these draw the walls themselves, as 0004-search.sql does.

-- Who shares an e-mail address, a phone number, or name and company with this client.
create function client_duplicates(subject uuid) returns table (id uuid, reason text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  own clients;
begin
  select * into own from clients c
  where c.org_id = app_org() and c.id = subject and c.deleted_at is null
    and (app_sees_all() or c.owner_id = app_person());
  if own.id is null then return; end if;
  if cardinality(own.email_keys) > 0 then
    return query
      select c.id, 'email' from clients c
      where c.org_id = own.org_id and c.email_keys && own.email_keys and c.id <> subject and c.deleted_at is null
        and (app_sees_all() or c.owner_id = app_person())
      limit 100;
  end if;
  if cardinality(own.phone_keys) > 0 then
    return query
      select c.id, 'phone' from clients c
      where c.org_id = own.org_id and c.phone_keys && own.phone_keys and c.id <> subject and c.deleted_at is null
        and (app_sees_all() or c.owner_id = app_person())
      limit 100;
  end if;
  return query
    select c.id, 'name' from clients c
    where c.org_id = own.org_id and fold(c.name) = fold(own.name) and c.company_id is not distinct from own.company_id
      and c.id <> subject and c.deleted_at is null and (app_sees_all() or c.owner_id = app_person())
    limit 100;
end $$;

-- All pairs in the organization: of those who share something, each later one with the earliest. So a number that a
-- thousand people share makes a thousand pairs and not half a million.
create function duplicate_pairs(after_first uuid, after_other uuid, most integer)
returns table (first_id uuid, other_id uuid, reasons text[])
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    with seen as materialized (
      select c.id, c.name, c.company_id, c.email_keys, c.phone_keys from clients c
      where c.org_id = app_org() and c.deleted_at is null and (app_sees_all() or c.owner_id = app_person())
    ), keyed as (
      select s.id, 'email' as reason, k.key from seen s cross join unnest(s.email_keys) k (key)
      union all select s.id, 'phone', k.key from seen s cross join unnest(s.phone_keys) k (key)
      union all select s.id, 'name', fold(s.name) || ' ' || coalesce(s.company_id::text, '') from seen s
    ), shared as (
      select keyed.reason, array_agg(keyed.id order by keyed.id) as ids from keyed
      group by keyed.reason, keyed.key having count(*) > 1
    ), pairs as (
      select sh.ids[1] as first_id, o.id as other_id, array_agg(distinct sh.reason order by sh.reason) as reasons
      from shared sh cross join unnest(sh.ids[2:]) o (id)
      where o.id <> sh.ids[1]
      group by sh.ids[1], o.id
    )
    select p.first_id, p.other_id, p.reasons from pairs p
    where after_first is null or (p.first_id, p.other_id) > (after_first, after_other)
    order by p.first_id, p.other_id limit most;
end $$;

alter function client_duplicates(uuid) owner to upcrm_definer;
alter function duplicate_pairs(uuid, uuid, integer) owner to upcrm_definer;
revoke execute on function client_duplicates(uuid), duplicate_pairs(uuid, uuid, integer) from public;
grant execute on function client_duplicates(uuid), duplicate_pairs(uuid, uuid, integer) to upcrm_app;

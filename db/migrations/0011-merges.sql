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

-- By what clients recognize each other: a row for each key of each live client, kept right by triggers. Whoever shares a key
-- stands side by side, so a page of pairs is a walk along the index that stops when it is full. No foreign key, which would
-- be checked row by row: the triggers take away what a client leaves.
create table client_keys (
  org_id uuid not null,
  -- e and an e-mail address, p and a phone number, or n and a name with its company.
  key text collate "C" not null,
  client_id uuid not null,
  owner_id uuid,
  primary key (org_id, key, client_id) include (owner_id)
);
call build_wall('client_keys', '(select app_sees_all()) or owner_id = (select app_person())', deeds => 'select');
create policy keeping on client_keys for all to upcrm_definer using (true) with check (true);
grant select, insert, delete on client_keys to upcrm_definer;

create function keys_of_client(emails text[], phones text[], name text, company uuid) returns setof text
language sql immutable parallel safe as $$
  select 'e' || k from unnest(emails) k
  union select 'p' || k from unnest(phones) k
  union all select 'n' || fold(name) || ' ' || coalesce(company::text, '')
$$;

create function keep_client_keys() returns trigger
language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if tg_op = 'INSERT' then
    insert into client_keys (org_id, key, client_id, owner_id)
    select c.org_id, k, c.id, c.owner_id
    from new_clients c cross join lateral keys_of_client(c.email_keys, c.phone_keys, c.name collate "C", c.company_id) k
    where c.deleted_at is null;
  else
    delete from client_keys s
    using old_clients c cross join lateral keys_of_client(c.email_keys, c.phone_keys, c.name collate "C", c.company_id) k
    where s.org_id = c.org_id and s.key = k and s.client_id = c.id;
  end if;
  return null;
end $$;

create function renew_client_keys() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from client_keys s
  using keys_of_client(old.email_keys, old.phone_keys, old.name collate "C", old.company_id) k
  where s.org_id = old.org_id and s.key = k and s.client_id = old.id;
  if new.deleted_at is null then
    insert into client_keys (org_id, key, client_id, owner_id)
    select new.org_id, k, new.id, new.owner_id
    from keys_of_client(new.email_keys, new.phone_keys, new.name collate "C", new.company_id) k;
  end if;
  return null;
end $$;

alter function keep_client_keys() owner to upcrm_definer;
alter function renew_client_keys() owner to upcrm_definer;
revoke execute on function keep_client_keys(), renew_client_keys() from public;
create trigger keys_of_added after insert on clients
  referencing new table as new_clients for each statement execute function keep_client_keys();
create trigger keys_of_removed after delete on clients
  referencing old table as old_clients for each statement execute function keep_client_keys();
create trigger keys_of_changed after update on clients for each row
  when ((old.name, old.company_id, old.owner_id, old.email_keys, old.phone_keys, old.deleted_at)
    is distinct from (new.name, new.company_id, new.owner_id, new.email_keys, new.phone_keys, new.deleted_at))
  execute function renew_client_keys();

-- What a key is of, as people are told.
create function reason_of(key text) returns text language sql immutable parallel safe as
  $$ select case left(key, 1) when 'e' then 'email' when 'p' then 'phone' else 'name' end $$;

-- These read the keys for the page they answer and draw the walls themselves, as 0004-search.sql does: the planner would
-- look through the wall at every row.

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
  return query
    select distinct o.client_id, reason_of(k)
    from keys_of_client(own.email_keys, own.phone_keys, own.name collate "C", own.company_id) k
    cross join lateral (
      select s.client_id from client_keys s
      where s.org_id = own.org_id and s.key = k and s.client_id <> subject
        and (app_sees_all() or s.owner_id = app_person())
      limit 100) o;
end $$;

-- Pairs in the organization, key by key: of those who share it, each later one with the earliest, so that a number that a
-- thousand people share makes a thousand pairs and not half a million. A pair that shares several keys stands at the first of
-- them. At most so many, behind a key and the other of the pair.
create function duplicate_pairs(after_key text, after_other uuid, most integer)
returns table (key text, first_id uuid, other_id uuid, reasons text[])
language plpgsql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_hashagg = off as $$
#variable_conflict use_column
declare
  organization uuid := app_org();
  person uuid := app_person();
  sees_all boolean := app_sees_all();
  place text := coalesce(after_key, '');
  keys text[];
  shared text;
  earliest uuid;
  missing integer := most;
  added integer;
begin
  loop
    keys := array(
      select s.key from client_keys s
      where s.org_id = organization and s.key >= place and (sees_all or s.owner_id = person)
      group by s.key having count(*) > 1 order by s.key limit most);
    foreach shared in array keys loop
      select s.client_id into earliest from client_keys s
      where s.org_id = organization and s.key = shared and (sees_all or s.owner_id = person)
      order by s.client_id limit 1;
      return query
        select shared, earliest, s.client_id, common.reasons
        from client_keys s
        join clients f on f.org_id = organization and f.id = earliest
        join clients o on o.org_id = organization and o.id = s.client_id
        cross join lateral (
          select array_agg(distinct reason_of(k) order by reason_of(k)) as reasons,
            bool_or(k collate "C" < shared collate "C" and earliest = (
              select e.client_id from client_keys e
              where e.org_id = organization and e.key = k and (sees_all or e.owner_id = person)
              order by e.client_id limit 1)) as before
          from (
            select keys_of_client(f.email_keys, f.phone_keys, f.name collate "C", f.company_id)
            intersect
            select keys_of_client(o.email_keys, o.phone_keys, o.name collate "C", o.company_id)) both_have (k)
        ) common
        where s.org_id = organization and s.key = shared and s.client_id > earliest
          and (sees_all or s.owner_id = person)
          and (shared is distinct from after_key or s.client_id > after_other)
          and not common.before
        order by s.client_id limit missing;
      get diagnostics added = row_count;
      missing := missing - added;
      if missing <= 0 then return; end if;
    end loop;
    if cardinality(keys) < most then return; end if;
    -- The next text there is.
    place := keys[most] || E'\x01';
  end loop;
end $$;

alter function client_duplicates(uuid) owner to upcrm_definer;
alter function duplicate_pairs(text, uuid, integer) owner to upcrm_definer;
revoke execute on function client_duplicates(uuid), duplicate_pairs(text, uuid, integer) from public;
grant execute on function client_duplicates(uuid), duplicate_pairs(text, uuid, integer) to upcrm_app;

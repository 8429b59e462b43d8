-- The walls, the people, the organizations, and what the mechanism writes down.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

revoke create on schema public from public;
grant usage on schema public to upcrm_app, upcrm_definer;

-- For whom this transaction works. Used in policies only as (select app_org()), so that it is read once a statement.
create function app_org() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;
create function app_person() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.person_id', true), '')::uuid $$;
create function app_sees_all() returns boolean language sql stable parallel safe as
  $$ select current_setting('app.visibility', true) = 'all' $$;

-- Text as people search it: lower case, without accents; plain letters take the short way. Pure, so that it can stand in
-- an index.
create function fold(value text) returns text language sql immutable parallel safe strict as
  $$ select case when octet_length(value) = char_length(value) then lower(value collate "C") else
       regexp_replace(normalize(replace(replace(replace(replace(replace(lower(value),
         'ß', 'ss'), 'æ', 'ae'), 'ø', 'o'), 'ł', 'l'), 'đ', 'd'), NFD), '[\u0300-\u036f]', '', 'g') end $$;
create function join_text(parts text[]) returns text language sql immutable parallel safe as
  $$ select coalesce(array_to_string(parts, ' '), '') $$;
create function digits(value text) returns text language sql immutable parallel safe as
  $$ select regexp_replace(coalesce(value, ''), '\D', '', 'g') $$;

-- FORCE binds the owner of a table as well: without a policy of its own a later migration would touch no row, in silence.
create procedure admit_owner(relation regclass) language plpgsql as $$
begin
  execute format('create policy owner on %s for all to %I using (true) with check (true)', relation, current_user);
end $$;

-- Every table with an org_id calls this once. `visible` narrows it for those who see only their own.
create procedure build_wall(relation regclass, visible text default 'true', checked text default null,
  deeds text default 'select, insert, update, delete')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format(
    'create policy tenant on %1$s for all to upcrm_app
       using (org_id = (select app_org()) and (%2$s)) with check (org_id = (select app_org()) and (%3$s))',
    relation, visible, coalesce(checked, visible));
  execute format('grant %s on %s to upcrm_app', deeds, relation);
  call admit_owner(relation);
end $$;

-- People exist once, whatever organizations they belong to.
create table people (
  id uuid primary key,
  email text not null,
  name text not null,
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  preferences jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index people_by_email on people (lower(email));

create table organizations (
  id uuid primary key,
  version integer not null default 1,
  name text not null,
  slug text not null unique,
  legal_name text,
  address jsonb,
  country text,
  vat_id text,
  tax_number text,
  registration_number text,
  electronic_address jsonb,
  iban text,
  bic text,
  contact jsonb,
  currency text not null,
  time_zone text not null,
  locale text not null,
  privacy_contact text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
alter table organizations enable row level security;
alter table organizations force row level security;
create policy tenant on organizations for all to upcrm_app
  using (id = (select app_org())) with check (id = (select app_org()));
create policy lookup on organizations for select to upcrm_definer using (true);
call admit_owner('organizations');
grant select, insert, update on organizations to upcrm_app;
grant select on organizations to upcrm_definer;

-- A membership that ended stays, so that the author of an old note still has a name.
create table memberships (
  org_id uuid not null references organizations (id) on delete cascade,
  person_id uuid not null references people (id),
  role text not null check (role in ('viewer', 'member', 'admin', 'owner')),
  visibility text not null default 'all' check (visibility in ('all', 'own')),
  version integer not null default 1,
  joined_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (org_id, person_id)
);
create index memberships_by_person on memberships (person_id);
call build_wall('memberships');
create policy lookup on memberships for select to upcrm_definer using (true);
grant select on memberships to upcrm_definer;

alter table people enable row level security;
alter table people force row level security;
create policy self_and_colleagues on people for all to upcrm_app
  using (id = (select app_person()) or exists (select 1 from memberships m where m.person_id = people.id))
  with check (id = (select app_person()));
create policy lookup on people for select to upcrm_definer using (true);
call admit_owner('people');
grant select, insert, update on people to upcrm_app;
grant select on people to upcrm_definer;

create table invitations (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  email text not null,
  role text not null check (role in ('viewer', 'member', 'admin', 'owner')),
  visibility text not null default 'all' check (visibility in ('all', 'own')),
  version integer not null default 1,
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamptz(3) not null default now(),
  -- How many links were made for it, and when the last: what an organization may mail to strangers is limited.
  links integer not null default 1,
  linked_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  accepted_by uuid,
  revoked_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, invited_by) references memberships (org_id, person_id)
);
create index invitations_by_inviter on invitations (org_id, invited_by);
create unique index invitations_by_token on invitations (org_id, token_hash);
create index invitations_lookup on invitations (token_hash);
call build_wall('invitations');
create policy lookup on invitations for select to upcrm_definer using (true);
grant select on invitations to upcrm_definer;

-- Written, read, never changed: the runtime role cannot update or delete here.
create table audit_entries (
  org_id uuid not null,
  id uuid not null,
  at timestamptz(3) not null default now(),
  operation text not null,
  channel text not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  request_id text not null,
  subject_kind text not null,
  subject_id uuid not null,
  changed text[] not null default '{}',
  primary key (org_id, id)
);
create index audit_by_time on audit_entries (org_id, at, id);
create index audit_by_subject on audit_entries (org_id, subject_id, at, id);
create index audit_by_actor on audit_entries (org_id, actor_id, at, id);
call build_wall('audit_entries', deeds => 'select, insert');

create table idempotency_keys (
  org_id uuid,
  person_id uuid,
  operation text not null,
  key text not null,
  fingerprint text not null,
  status text not null check (status in ('running', 'done')),
  -- Not jsonb, which would answer the second time in another order.
  answer json,
  created_at timestamptz(3) not null default now(),
  constraint idempotency_keys_once unique nulls not distinct (org_id, person_id, operation, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy tenant on idempotency_keys for all to upcrm_app
  using (org_id is not distinct from (select app_org()) and person_id is not distinct from (select app_person()))
  with check (org_id is not distinct from (select app_org()) and person_id is not distinct from (select app_person()));
call admit_owner('idempotency_keys');
grant select, insert, update, delete on idempotency_keys to upcrm_app;

create table usage_counts (
  org_id uuid not null,
  used_on date not null,
  person_id uuid,
  operation text not null,
  channel text not null,
  outcome text not null,
  count bigint not null,
  constraint usage_counts_once unique nulls not distinct (org_id, used_on, person_id, operation, channel, outcome)
);
call build_wall('usage_counts', deeds => 'select');

-- Who looked at whose record.
create table access_log (
  org_id uuid not null,
  id uuid not null default gen_random_uuid(),
  at timestamptz(3) not null default now(),
  person_id uuid,
  operation text not null,
  subject_id uuid not null,
  primary key (org_id, id)
);
create index access_log_by_subject on access_log (org_id, subject_id, at, id);
call build_wall('access_log', deeds => 'select');

create policy counting on usage_counts for all to upcrm_definer using (true) with check (true);
create policy counting on access_log for all to upcrm_definer using (true) with check (true);
grant select, insert, update on usage_counts to upcrm_definer;
grant insert on access_log to upcrm_definer;

-- The counter's batch holds uses of many organizations, so it enters through this one door.
create function count_uses(uses jsonb) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into usage_counts (org_id, used_on, person_id, operation, channel, outcome, count)
  select (u->>'org')::uuid, current_date, (u->>'person')::uuid, u->>'operation', u->>'channel', u->>'outcome',
    sum((u->>'count')::bigint)
  from jsonb_array_elements(uses) u
  group by 1, 3, 4, 5, 6
  -- Always in one order, so that two servers that count the same wait for each other instead of locking up.
  order by 1, 3, 4, 5, 6
  on conflict (org_id, used_on, person_id, operation, channel, outcome)
    do update set count = usage_counts.count + excluded.count;
  insert into access_log (org_id, person_id, operation, subject_id)
  select (u->>'org')::uuid, (u->>'person')::uuid, u->>'operation', (u->>'subject')::uuid
  from jsonb_array_elements(uses) u where u->>'subject' is not null and u->>'outcome' = 'done';
$$;
alter function count_uses(jsonb) owner to upcrm_definer;
revoke execute on function count_uses(jsonb) from public;
grant execute on function count_uses(jsonb) to upcrm_app;

-- The present rights of a person in an organization, for jobs that were asked for earlier.
create function present_rights(organization uuid, person uuid)
returns table (name text, role text, visibility text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.name, m.role, m.visibility from memberships m join people p on p.id = m.person_id
  where m.org_id = organization and m.person_id = person and m.ended_at is null
$$;
alter function present_rights(uuid, uuid) owner to upcrm_definer;
revoke execute on function present_rights(uuid, uuid) from public;
grant execute on function present_rights(uuid, uuid) to upcrm_app;

create function slug_taken(wanted text) returns boolean
language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from organizations where slug = wanted) $$;
alter function slug_taken(text) owner to upcrm_definer;
revoke execute on function slug_taken(text) from public;
grant execute on function slug_taken(text) to upcrm_app;

-- API keys: what programs ask with. Only the SHA-256 of a key is kept, and its first characters to recognize it by.

create function role_rank(role text) returns integer language sql immutable parallel safe strict as
  $$ select array_position(array['viewer', 'member', 'admin', 'owner'], role) $$;

create table api_keys (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  name text not null,
  -- No key of an owner: what only owners may do is for people.
  role text not null check (role in ('viewer', 'member', 'admin')),
  prefix text not null,
  key_hash text not null,
  created_by uuid not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  -- To ten minutes: noting each request would make every read a write.
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, created_by) references memberships (org_id, person_id)
);
create index api_keys_by_creator on api_keys (org_id, created_by);
create index api_keys_by_created on api_keys (org_id, created_at, id) where revoked_at is null;
create unique index api_keys_by_hash on api_keys (org_id, key_hash);
create index api_keys_lookup on api_keys (key_hash);
call build_wall('api_keys', deeds => 'select, insert, update');
create policy lookup on api_keys for select to upcrm_definer using (true);
create policy noting_use on api_keys for update to upcrm_definer using (true) with check (true);
grant select, update (last_used_at) on api_keys to upcrm_definer;

-- Whether a key works: it ends by itself, by someone's hand, and with the rights of whoever made it.
create function key_status(key api_keys) returns text language sql stable as $$
  select case
    when key.revoked_at is not null then 'revoked'
    when key.expires_at <= now() then 'expired'
    when exists (
      select 1 from memberships m
      where m.org_id = key.org_id and m.person_id = key.created_by and m.ended_at is null
        and m.visibility = 'all' and role_rank(m.role) >= role_rank(key.role)) then 'active'
    else 'suspended' end
$$;

-- Who holds this key, and whether its organization is the one that was named. Asked for every request, so a key that
-- ended is gone at once.
create function resolve_key(hash text, organization text)
returns table (id uuid, org_id uuid, name text, role text, here boolean)
language plpgsql volatile security definer set search_path = public, pg_temp rows 1 as $$
#variable_conflict use_column
begin
  return query
    select k.id, k.org_id, k.name, k.role,
      coalesce(o.slug = organization or o.id::text = lower(organization), true)
    from api_keys k join organizations o on o.id = k.org_id
    where k.key_hash = hash and key_status(k) = 'active';
  if not found then return; end if;
  update api_keys k set last_used_at = now()
  where (k.org_id, k.id) = (
    select u.org_id, u.id from api_keys u
    where u.key_hash = hash and coalesce(u.last_used_at, '-infinity') < now() - interval '10 minutes'
    for no key update skip locked);
end $$;

-- The present rights of a key, for jobs that it asked for earlier.
create function present_key_rights(organization uuid, key uuid) returns table (name text, role text, visibility text)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.name, k.role, 'all' from api_keys k
  where k.org_id = organization and k.id = key and key_status(k) = 'active'
$$;

alter function resolve_key(text, text) owner to upcrm_definer;
alter function present_key_rights(uuid, uuid) owner to upcrm_definer;
revoke execute on function resolve_key(text, text), present_key_rights(uuid, uuid) from public;
grant execute on function resolve_key(text, text), present_key_rights(uuid, uuid) to upcrm_app;

-- A key's file is its own until it is attached, as a person's is theirs. The walls know a key by its id in app_person.
alter table files
  add column uploaded_with uuid,
  add foreign key (org_id, uploaded_with) references api_keys (org_id, id);
create index files_by_key on files (org_id, uploaded_with);
alter policy tenant on files
  using (org_id = (select app_org()) and (uploaded_by = (select app_person()) or uploaded_with = (select app_person())
    or ((select app_person()) is null and (select app_sees_all()))
    or (num_nonnulls(client_id, company_id, note_id) > 0 and ((select app_sees_all())
      or exists (select 1 from clients c where c.org_id = files.org_id and c.id = files.client_id)
      or exists (select 1 from companies c where c.org_id = files.org_id and c.id = files.company_id)
      or exists (select 1 from notes n where n.org_id = files.org_id and n.id = files.note_id)))))
  with check (org_id = (select app_org()) and (uploaded_by = (select app_person()) or uploaded_with = (select app_person())
    or ((select app_person()) is null and (select app_sees_all()))
    or (num_nonnulls(client_id, company_id, note_id) > 0 and ((select app_sees_all())
      or exists (select 1 from clients c where c.org_id = files.org_id and c.id = files.client_id)
      or exists (select 1 from companies c where c.org_id = files.org_id and c.id = files.company_id)
      or exists (select 1 from notes n where n.org_id = files.org_id and n.id = files.note_id)))));

comment on column usage_counts.person_id is 'The person, or the API key, that used it';
comment on column access_log.person_id is 'The person, or the API key, that looked';
comment on column idempotency_keys.person_id is 'The person, or the API key, that asked';

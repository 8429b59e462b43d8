-- Identity: the tables better-auth works on, in a schema and under a role of their own. The runtime role sees none of
-- them; what it may ask is the one function at the end. The schema is not called auth, because Supabase has one.

create schema identity;

create table identity.users (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- `token` is the SHA-256 of what the browser holds. `updated_at` is when the session was last seen, to ten minutes.
create table identity.sessions (
  id uuid primary key default gen_random_uuid(),
  token text not null unique,
  user_id uuid not null references identity.users (id) on delete cascade,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user_id on identity.sessions (user_id);
create index sessions_expires_at on identity.sessions (expires_at);

create table identity.accounts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references identity.users (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_user_id on identity.accounts (user_id);

-- Reset links, e-mail changes and second-factor challenges. `identifier` holds the kind and a SHA-256, never a token.
create table identity.verifications (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on identity.verifications (identifier);
create index verifications_value on identity.verifications (value text_pattern_ops);
create index verifications_expires_at on identity.verifications (expires_at);

create table identity.second_factors (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null unique references identity.users (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);

-- How often somebody tried. `key` is a keyed hash of what is limited and for whom, so no address stands here.
create table identity.attempts (
  key text primary key,
  count integer not null,
  resets_at timestamptz not null
);
create index attempts_resets_at on identity.attempts (resets_at);

grant usage on schema identity to upcrm_auth;
grant select, insert, update, delete on all tables in schema identity to upcrm_auth;

-- The person, as everyone else knows them, comes and goes with the identity in the same transaction. No foreign key
-- crosses from public into this schema: another provider of identities has its own.
create function identity.mirror_person() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    begin
      delete from people where id = old.id;
    exception when foreign_key_violation then
      -- They wrote something that stays: the name remains beside it, the address goes.
      update people set email = old.id || '@removed.invalid', updated_at = now() where id = old.id;
    end;
  elsif tg_op = 'INSERT' then
    insert into people (id, email, name) values (new.id, new.email, new.name);
  else
    update people set email = new.email, version = version + 1, updated_at = now() where id = new.id;
  end if;
  return null;
end $$;
revoke execute on function identity.mirror_person() from public;
grant usage, create on schema identity to upcrm_definer;
alter function identity.mirror_person() owner to upcrm_definer;
revoke create on schema identity from upcrm_definer;
create trigger mirror_person after insert or delete or update of email on identity.users
  for each row execute function identity.mirror_person();
create policy mirroring on people for all to upcrm_definer using (true) with check (true);
grant insert, update, delete on people to upcrm_definer;

-- Who holds this session, and as what in the organization that was named (or in the only one they have). Asked for
-- every request, so a session or a membership that ended is gone at once. Once in ten minutes it also notes that the
-- session was seen: thirty days without that, or a year after sign-in, it ends.
create function resolve_session(token_hash text, organization text)
returns table (session_id uuid, person_id uuid, email text, name text, locale text, time_zone text,
  org_id uuid, role text, visibility text, organizations integer)
language plpgsql volatile security definer set search_path = public, pg_temp rows 1 as $$
declare
  seen_at timestamptz;
  meant boolean;
begin
  -- One look at the memberships: how many, and of them the one that is named.
  select s.id, s.updated_at, p.id, p.email, p.name, p.locale, p.time_zone, m.org_id, m.role, m.visibility,
      coalesce(m.count, 0), case when organization is null then m.count = 1 else m.by_slug or m.by_id end
    into session_id, seen_at, person_id, email, name, locale, time_zone, org_id, role, visibility, organizations, meant
  from identity.sessions s
  join people p on p.id = s.user_id
  left join lateral (
    select x.org_id, x.role, x.visibility, count(*) over () as count,
      o.slug = organization as by_slug, o.id::text = lower(organization) as by_id
    from memberships x join organizations o on o.id = x.org_id
    where x.person_id = p.id and x.ended_at is null
    order by 5 desc, 6 desc limit 1) m on true
  where s.token = token_hash and s.expires_at > now();
  if not found then return; end if;
  if meant is not true then
    org_id := null;
    role := null;
    visibility := null;
  end if;
  return next;

  if seen_at < now() - interval '10 minutes' then
    update identity.sessions s
    set updated_at = now(), expires_at = least(now() + interval '30 days', s.created_at + interval '1 year')
    where s.id = (select n.id from identity.sessions n where n.token = token_hash for no key update skip locked);
  end if;
end $$;
alter function resolve_session(text, text) owner to upcrm_definer;
revoke execute on function resolve_session(text, text) from public;
grant execute on function resolve_session(text, text) to upcrm_app;
grant select on identity.users to upcrm_definer;
grant select, update on identity.sessions to upcrm_definer;

-- The organizations of whoever holds this session, for the switcher.
create function organizations_of_session(token_hash text)
returns table (id uuid, name text, slug text, role text, visibility text)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name, o.slug, m.role, m.visibility
  from identity.sessions s
  join memberships m on m.person_id = s.user_id and m.ended_at is null
  join organizations o on o.id = m.org_id
  where s.token = token_hash and s.expires_at > now()
  order by fold(o.name), o.id
$$;
alter function organizations_of_session(text) owner to upcrm_definer;
revoke execute on function organizations_of_session(text) from public;
grant execute on function organizations_of_session(text) to upcrm_app;

-- An invitation that can still be accepted, by the hash of the token in its link.
create function find_invitation(hash text)
returns table (org_id uuid, id uuid, email text, role text, organization_name text, invited_by_name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.org_id, i.id, i.email, i.role, o.name, p.name
  from invitations i join organizations o on o.id = i.org_id join people p on p.id = i.invited_by
  where i.token_hash = hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
$$;
alter function find_invitation(text) owner to upcrm_definer;
revoke execute on function find_invitation(text) from public;
grant execute on function find_invitation(text) to upcrm_app;

-- Mail that an organization sends in its own name: invitations, reminders. Mail about an account never stands here.
create table outbox (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  recipient text not null,
  subject text not null,
  body text not null,
  -- Holds a link that makes an owner, which an admin must not come by.
  for_owners boolean not null default false,
  -- Quotes a record, which not everybody who may look in here can see.
  quotes_record boolean not null default false,
  message_id text not null,
  status text not null default 'kept' check (status in ('kept', 'waiting', 'sending', 'sent', 'failed', 'unknown')),
  failure text,
  -- Who is handing it over: only the last who took it may go on.
  claim uuid,
  -- When its last bytes were about to leave. Until then nothing can have arrived, and it may be tried again.
  handed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  primary key (org_id, id)
);
create index outbox_by_time on outbox (org_id, created_at, id);
call build_wall('outbox', '(select app_sees_all()) or not quotes_record', checked => 'true');

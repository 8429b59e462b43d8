-- Companies, clients, notes, alerts, notifications, files.

-- Every GIN index here keeps its list of pending entries short (128 kB): each search reads that list from end to end, and
-- at the usual 4 MB a search would take fifty times as long until the next vacuum.

-- Text as words for the search: folded, a blank before each word, so that '% lum%' finds what begins with "lum", and no
-- mark left that LIKE could take for a wildcard. An apostrophe joins (O'Brien, obrien), every other mark divides.
create function search_words(value text) returns text language sql immutable parallel safe strict as
  $$ select ' ' || translate(fold(value),
       E'.,;:!?@/\\-_+()[]{}<>|"&#%*=~^$\u2013\u2014\u201c\u201d\u201e\u00ab\u00bb\u00b7\u2022\u2026\u00a0\t\n\r' || E'\'\u2019\u0060\u00b4',
       repeat(' ', 44)) $$;

create table companies (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  name text collate "und-x-icu" not null,
  legal_name text,
  vat_id text,
  registration_number text,
  electronic_address jsonb,
  email text,
  phone text,
  website text,
  address jsonb,
  tags text[] not null default '{}',
  owner_id uuid,
  email_keys text[] not null default '{}',
  phone_keys text[] not null default '{}',
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  deleted_by uuid,
  search text not null generated always as
    (search_words(name || ' ' || coalesce(legal_name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(vat_id, '') ||
      ' ' || join_text(phone_keys)) || ' ' || digits(phone)) stored,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references memberships (org_id, person_id)
);
create index companies_by_name on companies (org_id, name, id) where deleted_at is null;
create index companies_by_created on companies (org_id, created_at, id) where deleted_at is null;
create index companies_by_updated on companies (org_id, updated_at, id) where deleted_at is null;
create index companies_by_owner on companies (org_id, owner_id, name, id);
-- With text_pattern_ops, because prefixes are looked for as well as equals.
create index companies_by_folded_name on companies (org_id, fold(name) text_pattern_ops);
create index companies_by_last_word on companies (org_id, split_part(fold(name), ' ', -1) text_pattern_ops)
  where deleted_at is null;
create index companies_by_email_key on companies using gin (org_id, email_keys) with (gin_pending_list_limit = 128);
create index companies_in_trash on companies (org_id, deleted_at, id) where deleted_at is not null;
create index companies_search on companies using gin (org_id, search gin_trgm_ops) with (gin_pending_list_limit = 128);
create index companies_by_tag on companies using gin (org_id, tags) with (gin_pending_list_limit = 128);
call build_wall('companies', '(select app_sees_all()) or owner_id = (select app_person())');

create table clients (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  name text collate "und-x-icu" not null,
  first_name text,
  last_name text,
  email text,
  other_emails text[] not null default '{}',
  phone text,
  other_phones text[] not null default '{}',
  job_title text,
  company_id uuid,
  status text not null default 'lead' check (status in ('lead', 'active', 'inactive')),
  tags text[] not null default '{}',
  owner_id uuid,
  address jsonb,
  website text,
  birthday date,
  source text,
  restricted boolean not null default false,
  last_contact_at timestamptz(3),
  -- What duplicates are found by: e-mails in lower case, phones as E.164.
  email_keys text[] not null default '{}',
  phone_keys text[] not null default '{}',
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  deleted_by uuid,
  search text not null generated always as
    (search_words(name || ' ' || coalesce(email, '') || ' ' || join_text(other_emails) || ' ' || join_text(phone_keys)) ||
      ' ' || digits(phone)) stored,
  primary key (org_id, id),
  foreign key (org_id, company_id) references companies (org_id, id) on delete set null (company_id),
  foreign key (org_id, owner_id) references memberships (org_id, person_id)
);
create index clients_by_name on clients (org_id, name, id) where deleted_at is null;
create index clients_by_created on clients (org_id, created_at, id) where deleted_at is null;
create index clients_by_updated on clients (org_id, updated_at, id) where deleted_at is null;
create index clients_by_contact on clients (org_id, coalesce(last_contact_at, '-infinity'), id) where deleted_at is null;
create index clients_by_owner on clients (org_id, owner_id, name, id);
create index clients_by_company on clients (org_id, company_id);
create index clients_by_folded_name on clients (org_id, fold(name) text_pattern_ops);
create index clients_by_last_word on clients (org_id, split_part(fold(name), ' ', -1) text_pattern_ops)
  where deleted_at is null;
create index clients_in_trash on clients (org_id, deleted_at, id) where deleted_at is not null;
create index clients_search on clients using gin (org_id, search gin_trgm_ops) with (gin_pending_list_limit = 128);
create index clients_by_email_key on clients using gin (org_id, email_keys) with (gin_pending_list_limit = 128);
create index clients_by_phone_key on clients using gin (org_id, phone_keys) with (gin_pending_list_limit = 128);
create index clients_by_tag on clients using gin (org_id, tags) with (gin_pending_list_limit = 128);
call build_wall('clients', '(select app_sees_all()) or owner_id = (select app_person())');

-- What hangs on a client or company is seen by who sees one of them.
create table notes (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  kind text not null default 'note' check (kind in ('note', 'call', 'meeting')),
  happened_at timestamptz(3) not null,
  body text not null,
  pinned boolean not null default false,
  client_id uuid,
  company_id uuid,
  author_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  deleted_by uuid,
  search text not null generated always as (search_words(left(body, 2000))) stored,
  primary key (org_id, id),
  foreign key (org_id, client_id) references clients (org_id, id) on delete cascade,
  foreign key (org_id, company_id) references companies (org_id, id) on delete cascade,
  foreign key (org_id, author_id) references memberships (org_id, person_id),
  check (client_id is not null or company_id is not null)
);
create index notes_by_client on notes (org_id, client_id, happened_at, id);
create index notes_by_company on notes (org_id, company_id, happened_at, id);
create index notes_by_time on notes (org_id, happened_at, id) where deleted_at is null;
create index notes_by_created on notes (org_id, created_at, id) where deleted_at is null;
create index notes_by_author on notes (org_id, author_id);
create index notes_in_trash on notes (org_id, deleted_at, id) where deleted_at is not null;
create index notes_search on notes using gin (org_id, search gin_trgm_ops) with (gin_pending_list_limit = 128);
call build_wall('notes', '(select app_sees_all())
  or exists (select 1 from clients c where c.org_id = notes.org_id and c.id = notes.client_id)
  or exists (select 1 from companies c where c.org_id = notes.org_id and c.id = notes.company_id)');

create table alerts (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  title text not null,
  due_at timestamptz(3) not null,
  status text not null default 'open' check (status in ('open', 'done')),
  snoozed_until timestamptz(3),
  -- When it is to ring next: due or snoozed moment while open and not yet rung, else null.
  rings_at timestamptz(3),
  repeat text,
  time_zone text not null,
  channels text[] not null default '{app}',
  assignee_id uuid,
  client_id uuid,
  company_id uuid,
  created_by uuid,
  completed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (org_id, id),
  foreign key (org_id, client_id) references clients (org_id, id) on delete cascade,
  foreign key (org_id, company_id) references companies (org_id, id) on delete cascade,
  foreign key (org_id, assignee_id) references memberships (org_id, person_id)
);
create index alerts_by_client on alerts (org_id, client_id, due_at);
create index alerts_by_company on alerts (org_id, company_id, due_at);
create index alerts_by_assignee on alerts (org_id, assignee_id, due_at) where status = 'open' and deleted_at is null;
create index alerts_by_due on alerts (org_id, due_at, id) where deleted_at is null;
create index alerts_to_ring on alerts (rings_at) where rings_at is not null;
create index alerts_in_trash on alerts (org_id, deleted_at, id) where deleted_at is not null;
call build_wall('alerts', '(select app_sees_all()) or assignee_id = (select app_person()) or created_by = (select app_person())
  or exists (select 1 from clients c where c.org_id = alerts.org_id and c.id = alerts.client_id)
  or exists (select 1 from companies c where c.org_id = alerts.org_id and c.id = alerts.company_id)');
create policy lookup on alerts for select to upcrm_definer using (true);
grant select on alerts to upcrm_definer;

-- Organizations with an alert that has to ring: ids only.
create function organizations_with_due_alerts(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct org_id from alerts where rings_at <= moment $$;
alter function organizations_with_due_alerts(timestamptz) owner to upcrm_definer;
revoke execute on function organizations_with_due_alerts(timestamptz) from public;
grant execute on function organizations_with_due_alerts(timestamptz) to upcrm_app;

-- A notification is its person's alone; anyone's deed may leave one for a colleague, and the system for everybody.
create table notifications (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  title text not null,
  subject_kind text not null,
  subject_id uuid not null,
  client_id uuid,
  late boolean not null default false,
  created_at timestamptz(3) not null default now(),
  read_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, person_id) references memberships (org_id, person_id)
);
create index notifications_by_person on notifications (org_id, person_id, created_at desc, id);
call build_wall('notifications',
  'person_id = (select app_person()) or (select app_person()) is null', checked => 'true');

-- A file's row comes before its bytes and goes after them, so that no bytes lie anywhere that no row knows of.
create table files (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  name text not null default '',
  size bigint not null default 0,
  -- What its first bytes say, not what its sender said.
  type text not null default 'application/octet-stream',
  storage_key text not null,
  uploaded_by uuid,
  client_id uuid,
  company_id uuid,
  note_id uuid,
  created_at timestamptz(3) not null default now(),
  -- Null while the bytes are on their way.
  stored_at timestamptz(3),
  attached_at timestamptz(3),
  deleted_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, uploaded_by) references memberships (org_id, person_id),
  -- What a record leaves behind is attached to nothing, and is purged with its bytes.
  foreign key (org_id, client_id) references clients (org_id, id) on delete set null (client_id),
  foreign key (org_id, company_id) references companies (org_id, id) on delete set null (company_id),
  foreign key (org_id, note_id) references notes (org_id, id) on delete set null (note_id),
  check (num_nonnulls(client_id, company_id, note_id) <= 1)
);
create index files_by_client on files (org_id, client_id, attached_at, id);
create index files_by_company on files (org_id, company_id, attached_at, id);
create index files_by_note on files (org_id, note_id);
create index files_by_uploader on files (org_id, uploaded_by);
create index files_by_created on files (org_id, created_at, id);
create index files_to_purge on files (created_at)
  where deleted_at is not null or num_nonnulls(client_id, company_id, note_id) = 0;
call build_wall('files', 'uploaded_by = (select app_person())
  or ((select app_person()) is null and (select app_sees_all()))
  or (num_nonnulls(client_id, company_id, note_id) > 0 and ((select app_sees_all())
    or exists (select 1 from clients c where c.org_id = files.org_id and c.id = files.client_id)
    or exists (select 1 from companies c where c.org_id = files.org_id and c.id = files.company_id)
    or exists (select 1 from notes n where n.org_id = files.org_id and n.id = files.note_id)))');

-- Handing a record over is a step of its own: for those who see only their own, a plain update would fail the wall.
create function hand_over(relation text, record uuid, new_owner uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if relation not in ('clients', 'companies') then raise exception 'nothing to hand over in %', relation; end if;
  execute format('update %I set owner_id = $1, version = version + 1, updated_at = now()
    where org_id = (select app_org()) and id = $2 and owner_id = (select app_person())', relation)
    using new_owner, record;
end $$;
create policy handing_over on clients for all to upcrm_definer using (true) with check (true);
create policy handing_over on companies for all to upcrm_definer using (true) with check (true);
grant select, update on clients, companies to upcrm_definer;
alter function hand_over(text, uuid, uuid) owner to upcrm_definer;
revoke execute on function hand_over(text, uuid, uuid) from public;
grant execute on function hand_over(text, uuid, uuid) to upcrm_app;

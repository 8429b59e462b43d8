-- Imports: a list that is read, checked, brought in and, if need be, taken back.

create table imports (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  kind text not null check (kind in ('client', 'company')),
  status text not null check (status in ('reading', 'checking', 'ready', 'waiting', 'running', 'done', 'cancelled',
    'failed', 'undoing', 'undone')),
  -- Whose rights it works under.
  person_id uuid not null,
  undone_by uuid,
  -- How it ended, while it is taken back.
  ended_as text check (ended_as in ('done', 'cancelled', 'failed')),
  file_id uuid,
  file_name text not null,
  file_size bigint not null,
  -- What the file turned out to be, and what its columns show over the whole file.
  detected jsonb,
  columns jsonb not null default '[]',
  found jsonb not null default '[]',
  -- Where each column goes; null until it is guessed or said.
  mapping jsonb,
  guess jsonb,
  matched text not null default 'update' check (matched in ('create', 'update', 'skip')),
  unknown_columns text not null default 'note' check (unknown_columns in ('note', 'drop')),
  country text,
  -- Asked to run before it was ready: it goes on by itself.
  run_requested boolean not null default false,
  -- A row was repaired: what later rows of the file match is to be looked at again before running.
  needs_check boolean not null default false,
  row_count integer not null default 0,
  -- How far the present stage is: rows dealt with, of how many, and behind which row or record it goes on.
  done integer not null default 0,
  total integer,
  position integer not null default 0,
  undo_position text not null default '',
  -- What the check foresees, what running did, and what undoing did.
  tally jsonb,
  outcome jsonb,
  undo_outcome jsonb,
  example jsonb,
  problem text,
  -- When a job last did something for it, and how often one had to be sent after a job that died.
  beat_at timestamptz(3) not null default now(),
  stalls integer not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  checked_at timestamptz(3),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  undone_at timestamptz(3),
  purged_at timestamptz(3),
  -- How far its journal is forgotten but for what stories tell.
  purge_position text not null default '',
  primary key (org_id, id),
  foreign key (org_id, person_id) references memberships (org_id, person_id),
  foreign key (org_id, undone_by) references memberships (org_id, person_id),
  foreign key (org_id, file_id) references files (org_id, id) on delete set null (file_id)
);
create index imports_by_created on imports (org_id, created_at, id);
create index imports_by_person on imports (org_id, person_id);
create index imports_by_undoer on imports (org_id, undone_by);
create index imports_by_file on imports (org_id, file_id);
create index imports_at_work on imports (status, beat_at)
  where status in ('reading', 'checking', 'waiting', 'running', 'undoing');
-- One at a time in an organization; the others wait.
create unique index imports_running on imports (org_id) where status in ('running', 'undoing');
call build_wall('imports', '(select app_sees_all()) or person_id = (select app_person())');

-- What follows is written by the thousand and has no foreign key to its import: it goes with it all the same, see below.

-- The file's rows as they stand there: JSON as text, because jsonb knows no NUL and a file may hold anything.
create table import_rows (
  org_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  row integer not null,
  cells text not null,
  problem text,
  left_out boolean not null default false,
  primary key (org_id, import_id, row)
);
call build_wall('import_rows', '(select app_sees_all()) or person_id = (select app_person())');

-- What the check says of each row.
create table import_verdicts (
  org_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  row integer not null,
  verdict text not null check (verdict in ('new', 'matched', 'refused', 'left_out')),
  -- The record it matches, or the id that the new one will have.
  record_id uuid,
  matched_by text check (matched_by in ('email', 'phone', 'name')),
  -- The first row of the same file that it is the same as.
  matched_row integer,
  -- Whether a match says something new.
  adds boolean not null default false,
  -- What it is called in tables.
  label text,
  company text,
  said jsonb,
  keys jsonb,
  note text,
  -- The record as it will be after this row, for later rows of the same file that match it as well.
  state jsonb,
  reasons jsonb,
  primary key (org_id, import_id, row)
);
create index import_verdicts_by_verdict on import_verdicts (org_id, import_id, verdict, row);
create index import_verdicts_by_record on import_verdicts (org_id, import_id, record_id, row);
call build_wall('import_verdicts', '(select app_sees_all()) or person_id = (select app_person())');

-- By what the rows of one file recognize each other.
create table import_keys (
  org_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  key text not null,
  row integer not null,
  record_id uuid not null,
  name text not null,
  has_email boolean not null,
  primary key (org_id, import_id, key, row)
);
call build_wall('import_keys', '(select app_sees_all()) or person_id = (select app_person())');

-- The different tags and companies that a file names, each once, so that they are counted as they come.
create table import_words (
  org_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  field text not null,
  word text not null,
  primary key (org_id, import_id, field, word)
);
call build_wall('import_words', '(select app_sees_all()) or person_id = (select app_person())');

-- What was done to each record, so that it can be taken back: once for each, however many rows were about it. That a record
-- came by an import stays after the rest is forgotten, because its story tells it.
create table import_changes (
  org_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  -- The order of taking back: what the file is about first, then the companies made for it.
  step smallint not null,
  record_id uuid not null,
  kind text not null check (kind in ('client', 'company')),
  deed text not null check (deed in ('created', 'updated')),
  name text not null,
  -- Of an update: each field that was changed, with what it said before and after.
  fields jsonb not null default '{}',
  version_after integer not null,
  note_ids uuid[] not null default '{}',
  -- After undoing: removed, restored, kept or gone, and why something was kept.
  outcome text,
  reasons jsonb,
  id uuid not null default gen_random_uuid(),
  at timestamptz(3) not null default now(),
  primary key (org_id, import_id, step, record_id)
);
create index import_changes_by_record on import_changes (org_id, record_id, at, id);
create index import_changes_kept on import_changes (org_id, import_id, step, record_id) where outcome = 'kept';
call build_wall('import_changes', '(select app_sees_all()) or person_id = (select app_person())');
-- Who sees a record sees its story.
create policy story on import_changes for select to upcrm_app using (org_id = (select app_org()) and (
  exists (select 1 from clients c where c.org_id = import_changes.org_id and c.id = import_changes.record_id)
  or exists (select 1 from companies c where c.org_id = import_changes.org_id and c.id = import_changes.record_id)));

create policy cleaning on import_rows for all to upcrm_definer using (true) with check (true);
create policy cleaning on import_verdicts for all to upcrm_definer using (true) with check (true);
create policy cleaning on import_keys for all to upcrm_definer using (true) with check (true);
create policy cleaning on import_words for all to upcrm_definer using (true) with check (true);
create policy cleaning on import_changes for all to upcrm_definer using (true) with check (true);
grant select, delete on import_rows, import_verdicts, import_keys, import_words, import_changes to upcrm_definer;

create function clean_after_imports() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from import_rows r using gone g where r.org_id = g.org_id and r.import_id = g.id;
  delete from import_verdicts r using gone g where r.org_id = g.org_id and r.import_id = g.id;
  delete from import_keys r using gone g where r.org_id = g.org_id and r.import_id = g.id;
  delete from import_words r using gone g where r.org_id = g.org_id and r.import_id = g.id;
  delete from import_changes r using gone g where r.org_id = g.org_id and r.import_id = g.id;
  return null;
end $$;
alter function clean_after_imports() owner to upcrm_definer;
revoke execute on function clean_after_imports() from public;
create trigger clean_after_imports after delete on imports
  referencing old table as gone for each statement execute function clean_after_imports();

-- An imported note is nobody's contact with the client: it does not move "last contact".
alter table notes add column imported boolean not null default false;

create or replace function note_contact() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update clients c set last_contact_at = latest.at
  from (
    select n.org_id, n.client_id, max(n.happened_at) as at from new_notes n
    where n.client_id is not null and n.deleted_at is null and not n.imported
    group by n.org_id, n.client_id
  ) latest
  where c.org_id = latest.org_id and c.id = latest.client_id
    and (c.last_contact_at is null or c.last_contact_at < latest.at);
  return null;
end $$;

create or replace function renew_contact(organizations uuid[], affected uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from clients c
    where (c.org_id, c.id) in (select t.org_id, t.id from unnest(organizations, affected) t (org_id, id))
    order by c.org_id, c.id for no key update;
  update clients c set last_contact_at = latest.at
  from (
    select t.org_id, t.id, (
      select max(n.happened_at) from notes n
      where n.org_id = t.org_id and n.client_id = t.id and n.deleted_at is null and not n.imported) as at
    from unnest(organizations, affected) t (org_id, id)
  ) latest
  where c.org_id = latest.org_id and c.id = latest.id and c.last_contact_at is distinct from latest.at;
end $$;

create or replace function renew_contact_of_removed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform renew_contact(array_agg(t.org_id), array_agg(t.client_id))
  from (select distinct o.org_id, o.client_id from old_notes o
    where o.client_id is not null and o.deleted_at is null and not o.imported) t
  having count(*) > 0;
  return null;
end $$;

-- Imports at work of which nothing was heard for a while, that wait, or whose person has no longer the rights: ids only.
create policy lookup on imports for select to upcrm_definer using (true);
grant select on imports to upcrm_definer;
create function organizations_with_stalled_imports(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct i.org_id from imports i
  left join memberships m on m.org_id = i.org_id and m.ended_at is null and m.role <> 'viewer'
    and m.person_id = case i.status when 'undoing' then i.undone_by else i.person_id end
  where i.status in ('reading', 'checking', 'waiting', 'running', 'undoing')
    and (m.person_id is null or i.beat_at < moment - interval '10 seconds')
$$;
create function organizations_with_old_imports(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct org_id from imports
  where purged_at is null and created_at < moment - interval '31 days'
    and status not in ('reading', 'checking', 'waiting', 'running', 'undoing')
$$;
-- The files that stories name, also to those who do not see the imports of colleagues.
create function imported_files(ids uuid[]) returns table (id uuid, file_name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.file_name from imports i where i.org_id = app_org() and i.id = any(ids)
$$;
alter function imported_files(uuid[]) owner to upcrm_definer;
revoke execute on function imported_files(uuid[]) from public;
grant execute on function imported_files(uuid[]) to upcrm_app;

-- Whether another import of the organization is at its records, also one of somebody whose imports one does not see.
create function another_import_runs(beside uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select 1 from imports where org_id = app_org() and status in ('running', 'undoing') and id <> beside)
$$;
alter function another_import_runs(uuid) owner to upcrm_definer;
revoke execute on function another_import_runs(uuid) from public;
grant execute on function another_import_runs(uuid) to upcrm_app;
alter function organizations_with_stalled_imports(timestamptz) owner to upcrm_definer;
alter function organizations_with_old_imports(timestamptz) owner to upcrm_definer;
revoke execute on function organizations_with_stalled_imports(timestamptz), organizations_with_old_imports(timestamptz)
  from public;
grant execute on function organizations_with_stalled_imports(timestamptz), organizations_with_old_imports(timestamptz)
  to upcrm_app;

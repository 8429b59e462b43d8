-- Exports: a list on its way out.

create table exports (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  kind text not null check (kind in ('client', 'company')),
  status text not null default 'writing' check (status in ('writing', 'done', 'failed')),
  person_id uuid not null,
  -- What its maker could see when it was asked for or written: who sees less by now does not get the file any more.
  sees_all boolean not null,
  filter jsonb not null default '{}',
  sort text not null,
  columns text[] not null,
  rows integer not null default 0,
  file_id uuid,
  problem text,
  -- When its job last did something for it.
  beat_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  primary key (org_id, id),
  foreign key (org_id, person_id) references memberships (org_id, person_id),
  foreign key (org_id, file_id) references files (org_id, id) on delete set null (file_id)
);
create index exports_by_person on exports (org_id, person_id, created_at, id);
create index exports_by_file on exports (org_id, file_id);
create index exports_at_work on exports (beat_at) where status = 'writing';
-- A file with everybody in it is its maker's alone, also before colleagues who see all; only the system may end one.
call build_wall('exports',
  'person_id = (select app_person()) or ((select app_person()) is null and (select app_sees_all()))');
create policy lookup on exports for select to upcrm_definer using (true);
grant select on exports to upcrm_definer;

-- Organizations with an export of which nothing was heard for so long that no job will go on with it: ids only.
create function organizations_with_silent_exports(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct org_id from exports where status = 'writing' and beat_at < moment - interval '10 minutes' $$;
alter function organizations_with_silent_exports(timestamptz) owner to upcrm_definer;
revoke execute on function organizations_with_silent_exports(timestamptz) from public;
grant execute on function organizations_with_silent_exports(timestamptz) to upcrm_app;

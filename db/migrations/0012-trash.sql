-- Organizations with something to purge: ids only.

create policy lookup on files for select to upcrm_definer using (true);
grant select on files to upcrm_definer;

-- In plpgsql, because the table of imports comes with a later migration. What an import reads is wanted.
create function organizations_with_unwanted_files(moment timestamptz) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select distinct f.org_id from files f
    where f.deleted_at is not null
      or (num_nonnulls(f.client_id, f.company_id, f.note_id) = 0 and f.created_at < moment - interval '1 day'
        and not exists (select 1 from imports i where i.org_id = f.org_id and i.file_id = f.id));
end $$;

create function organizations_with_old_trash(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select org_id from clients where deleted_at < moment - interval '30 days'
  union select org_id from companies where deleted_at < moment - interval '30 days'
  union select org_id from notes where deleted_at < moment - interval '30 days'
  union select org_id from alerts where deleted_at < moment - interval '30 days'
$$;

alter function organizations_with_unwanted_files(timestamptz) owner to upcrm_definer;
alter function organizations_with_old_trash(timestamptz) owner to upcrm_definer;
revoke execute on function organizations_with_unwanted_files(timestamptz), organizations_with_old_trash(timestamptz)
  from public;
grant execute on function organizations_with_unwanted_files(timestamptz), organizations_with_old_trash(timestamptz)
  to upcrm_app;

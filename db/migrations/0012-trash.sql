-- Organizations with something to purge: ids only.

create policy lookup on files for select to upcrm_definer using (true);
grant select on files to upcrm_definer;

-- Both in plpgsql, because some of the tables come with later migrations. What an import reads is wanted, and the logo.
create function organizations_with_unwanted_files(moment timestamptz) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select distinct f.org_id from files f
    where f.deleted_at is not null
      or (num_nonnulls(f.client_id, f.company_id, f.note_id, f.invoice_id) = 0 and f.created_at < moment - interval '1 day'
        and not exists (select 1 from imports i where i.org_id = f.org_id and i.file_id = f.id)
        and not exists (select 1 from invoice_settings s where s.org_id = f.org_id and s.logo_file_id = f.id));
end $$;

create function organizations_with_old_trash(moment timestamptz) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select org_id from clients where deleted_at < moment - interval '30 days'
    union select org_id from companies where deleted_at < moment - interval '30 days'
    union select org_id from notes where deleted_at < moment - interval '30 days'
    union select org_id from alerts where deleted_at < moment - interval '30 days'
    union select org_id from invoices where deleted_at < moment - interval '30 days'
    union select org_id from items where deleted_at < moment - interval '30 days';
end $$;

alter function organizations_with_unwanted_files(timestamptz) owner to upcrm_definer;
alter function organizations_with_old_trash(timestamptz) owner to upcrm_definer;
revoke execute on function organizations_with_unwanted_files(timestamptz), organizations_with_old_trash(timestamptz)
  from public;
grant execute on function organizations_with_unwanted_files(timestamptz), organizations_with_old_trash(timestamptz)
  to upcrm_app;

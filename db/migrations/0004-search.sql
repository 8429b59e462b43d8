-- Search and tags. The operators they need are not leakproof, so under row level security no index would be used: these
-- functions run as a role that sees every row and draw the same walls themselves, from the settings and before any limit.

create policy lookup on notes for select to upcrm_definer using (true);
grant select on notes to upcrm_definer;

create function clients_found(query text, most integer) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  folded text := fold(trim(query));
  numbers text := digits(query);
begin
  return query
    select c.id from clients c
    where c.org_id = app_org() and c.deleted_at is null
      and (app_sees_all() or c.owner_id = app_person())
      and (c.search like '%' || replace(replace(replace(folded, '\', '\\'), '%', '\%'), '_', '\_') || '%'
        or (length(numbers) >= 4 and c.search like '%' || numbers || '%'))
    limit most;
end $$;

create function clients_tagged(wanted text[]) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select c.id from clients c
    where c.org_id = app_org() and c.deleted_at is null
      and (app_sees_all() or c.owner_id = app_person()) and c.tags @> wanted;
end $$;

create function companies_found(query text, most integer) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  folded text := fold(trim(query));
  numbers text := digits(query);
begin
  return query
    select c.id from companies c
    where c.org_id = app_org() and c.deleted_at is null
      and (app_sees_all() or c.owner_id = app_person())
      and (c.search like '%' || replace(replace(replace(folded, '\', '\\'), '%', '\%'), '_', '\_') || '%'
        or (length(numbers) >= 4 and c.search like '%' || numbers || '%'))
    limit most;
end $$;

create function companies_tagged(wanted text[]) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select c.id from companies c
    where c.org_id = app_org() and c.deleted_at is null
      and (app_sees_all() or c.owner_id = app_person()) and c.tags @> wanted;
end $$;

alter function clients_found(text, integer) owner to upcrm_definer;
alter function clients_tagged(text[]) owner to upcrm_definer;
alter function companies_found(text, integer) owner to upcrm_definer;
alter function companies_tagged(text[]) owner to upcrm_definer;
revoke execute on function clients_found(text, integer), clients_tagged(text[]), companies_found(text, integer),
  companies_tagged(text[]) from public;
grant execute on function clients_found(text, integer), clients_tagged(text[]), companies_found(text, integer),
  companies_tagged(text[]) to upcrm_app;

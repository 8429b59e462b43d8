-- What was noted, by day, for the picture on Today. Joined under the walls it read every client and company there is, to see
-- which are in the trash; this draws the walls itself, as 0004-search.sql does, and reads only those in the trash, or one's own.
-- `starts` are the moments at which the days begin, and at which the last one ends.
create function notes_by_day(starts timestamptz[]) returns table (day integer, kind text, count bigint)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  organization constant uuid := app_org();
  person constant uuid := app_person();
  first constant timestamptz := starts[1];
  past constant timestamptz := starts[cardinality(starts)];
begin
  if app_sees_all() then
    return query
      select width_bucket(n.happened_at, starts), n.kind, count(*) from notes n
      where n.org_id = organization and n.deleted_at is null and not n.imported
        and n.happened_at >= first and n.happened_at < past
        and (n.client_id is not null and n.client_id not in (
            select c.id from clients c where c.org_id = organization and c.deleted_at is not null)
          or n.company_id is not null and n.company_id not in (
            select co.id from companies co where co.org_id = organization and co.deleted_at is not null))
      group by 1, 2;
  else
    return query
      select width_bucket(n.happened_at, starts), n.kind, count(*) from notes n
      where n.org_id = organization and n.deleted_at is null and not n.imported
        and n.happened_at >= first and n.happened_at < past
        and (n.client_id in (
            select c.id from clients c
            where c.org_id = organization and c.owner_id = person and c.deleted_at is null)
          or n.company_id in (
            select co.id from companies co
            where co.org_id = organization and co.owner_id = person and co.deleted_at is null))
      group by 1, 2;
  end if;
end $$;
alter function notes_by_day(timestamptz[]) owner to upcrm_definer;
revoke execute on function notes_by_day(timestamptz[]) from public;
grant execute on function notes_by_day(timestamptz[]) to upcrm_app;

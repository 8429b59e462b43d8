-- Whether more than so many records in the organization have all of these tags: then walking a list in its order and looking
-- at each record fills a page sooner than naming all that have them. Says nothing of any record, and stops when it knows.
create function tags_are_common(relation text, wanted text[], most integer) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  organization constant uuid := app_org();
begin
  if not app_sees_all() then return true; end if;
  if relation = 'clients' then
    return (select count(*) > most from (
      select 1 from clients c
      where c.org_id = organization and c.deleted_at is null and c.tags @> wanted limit most + 1) found);
  end if;
  return (select count(*) > most from (
    select 1 from companies c
    where c.org_id = organization and c.deleted_at is null and c.tags @> wanted limit most + 1) found);
end $$;
alter function tags_are_common(text, text[], integer) owner to upcrm_definer;
revoke execute on function tags_are_common(text, text[], integer) from public;
grant execute on function tags_are_common(text, text[], integer) to upcrm_app;

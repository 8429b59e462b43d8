-- The open alert of each of these clients that is on somebody's list next. In a list's own query the wall around alerts
-- would be planned and started for each row, which took longer than the list itself; whoever sees a client sees its alerts,
-- so here it is asked once, of the clients.
create function next_alerts(client_ids uuid[]) returns table (client_id uuid, id uuid, title text, at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
declare
  organization constant uuid := app_org();
  sees_all constant boolean := app_sees_all();
  person constant uuid := app_person();
begin
  return query
    select c.id, a.id, a.title, date_trunc('second', a.next_at)
    from unnest(client_ids) wanted
    join clients c on c.org_id = organization and c.id = wanted and (sees_all or c.owner_id = person)
    cross join lateral (
      select * from alerts x
      where x.org_id = organization and x.client_id = c.id and x.status = 'open' and x.deleted_at is null
      order by x.next_at, x.id limit 1) a;
end $$;
alter function next_alerts(uuid[]) owner to upcrm_definer;
revoke execute on function next_alerts(uuid[]) from public;
grant execute on function next_alerts(uuid[]) to upcrm_app;

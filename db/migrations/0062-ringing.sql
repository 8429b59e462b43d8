-- The same alerts that alert.ring takes: none that nobody in the organization sees, or it would be called for ever.
create or replace function organizations_with_due_alerts(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct a.org_id from alerts a
  left join clients c on c.org_id = a.org_id and c.id = a.client_id
  left join companies co on co.org_id = a.org_id and co.id = a.company_id
  where a.rings_at <= moment and a.status = 'open' and a.deleted_at is null
    and c.deleted_at is null and (a.client_id is not null or co.deleted_at is null)
    and exists (select 1 from memberships m
      where m.org_id = a.org_id and m.ended_at is null and (m.visibility = 'all'
        or m.person_id in (a.assignee_id, a.created_by, c.owner_id, co.owner_id)))
$$;

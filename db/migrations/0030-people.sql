-- People and their organizations, and whom a privacy question goes to.

-- The organizations of the person who asks, outside of any.
create function own_organizations() returns table (id uuid, name text, slug text, role text)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name, o.slug, m.role
  from memberships m join organizations o on o.id = m.org_id
  where m.person_id = app_person() and m.ended_at is null
  order by fold(o.name), o.id
$$;
alter function own_organizations() owner to upcrm_definer;
revoke execute on function own_organizations() from public;
grant execute on function own_organizations() to upcrm_app;

-- Everything of one person to another: whoever removes a member may be someone who sees only their own.
create policy handing_over on alerts for update to upcrm_definer using (true) with check (true);
grant update on alerts to upcrm_definer;

create function hand_over_all(giver uuid, receiver uuid) returns table (clients integer, companies integer, alerts integer)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update clients c set owner_id = receiver, version = c.version + 1, updated_at = now()
    where c.org_id = app_org() and c.owner_id = giver;
  get diagnostics clients = row_count;
  update companies c set owner_id = receiver, version = c.version + 1, updated_at = now()
    where c.org_id = app_org() and c.owner_id = giver;
  get diagnostics companies = row_count;
  update alerts a set assignee_id = receiver, version = a.version + 1, updated_at = now()
    where a.org_id = app_org() and a.assignee_id = giver and a.status = 'open';
  get diagnostics alerts = row_count;
  return next;
end $$;
alter function hand_over_all(uuid, uuid) owner to upcrm_definer;
revoke execute on function hand_over_all(uuid, uuid) from public;
grant execute on function hand_over_all(uuid, uuid) to upcrm_app;

-- What the public privacy page says of an organization.
create function privacy_of(wanted text) returns table (name text, privacy_contact text)
language sql stable security definer set search_path = public, pg_temp as
  $$ select o.name, o.privacy_contact from organizations o where o.slug = wanted $$;
alter function privacy_of(text) owner to upcrm_definer;
revoke execute on function privacy_of(text) from public;
grant execute on function privacy_of(text) to upcrm_app;

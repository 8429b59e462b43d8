-- Notifications of everybody follow what they are about when two clients become one or come apart: of their own accord they
-- would be erased with the client that went into the other. Each is its person's alone, so whoever merges cannot reach them.
create function move_notifications(source uuid, target uuid, subjects uuid[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  update notifications set client_id = target
  where org_id = app_org() and client_id = source and (subjects is null or subject_id = any(subjects))
$$;
create policy moving on notifications for update to upcrm_definer using (true) with check (true);
grant update (client_id) on notifications to upcrm_definer;
alter function move_notifications(uuid, uuid, uuid[]) owner to upcrm_definer;
revoke execute on function move_notifications(uuid, uuid, uuid[]) from public;
grant execute on function move_notifications(uuid, uuid, uuid[]) to upcrm_app;

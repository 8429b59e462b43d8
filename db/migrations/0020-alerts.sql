-- Alerts: series, snoozing, ringing. Notifications: found, counted and forgotten.

alter table alerts
  -- Of a repeating alert: the first occurrence of the series (RFC 5545's DTSTART).
  add column starts_at timestamptz(3),
  -- When it is on somebody's list: due, or snoozed to.
  add column next_at timestamptz(3) not null generated always as (coalesce(snoozed_until, due_at)) stored,
  -- What the last completion of a repeating alert moved it away from, so that it can be undone.
  add column moved_from jsonb,
  add constraint alerts_series check ((repeat is null) = (starts_at is null));
comment on column alerts.rings_at is
  'When it rings next; null once it has rung. Kept while done or in the trash, so that an undo neither loses nor repeats a ring.';

drop index alerts_by_client, alerts_by_company, alerts_by_assignee, alerts_by_due, alerts_to_ring;
create index alerts_by_client on alerts (org_id, client_id, next_at, id);
create index alerts_by_company on alerts (org_id, company_id, next_at, id);
create index alerts_by_assignee on alerts (org_id, assignee_id, next_at, id);
create index alerts_by_next on alerts (org_id, next_at, id) where deleted_at is null;
create index alerts_by_created on alerts (org_id, created_at, id) where deleted_at is null;
create index alerts_to_ring on alerts (rings_at, org_id)
  where rings_at is not null and status = 'open' and deleted_at is null;

-- The same alerts that alert.ring takes: none of a client or company in the trash, or it would be called for ever.
create or replace function organizations_with_due_alerts(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct a.org_id from alerts a
  left join clients c on c.org_id = a.org_id and c.id = a.client_id
  left join companies co on co.org_id = a.org_id and co.id = a.company_id and a.client_id is null
  where a.rings_at <= moment and a.status = 'open' and a.deleted_at is null
    and c.deleted_at is null and co.deleted_at is null
$$;

-- Who sees only their own gives an alert of theirs to a colleague; a plain update would fail the wall.
create function hand_over_alert(record uuid, new_assignee uuid) returns void
language sql security definer set search_path = public, pg_temp as $$
  update alerts set assignee_id = new_assignee, version = version + 1, updated_at = now()
  where org_id = app_org() and id = record and assignee_id = app_person() and deleted_at is null
$$;
alter function hand_over_alert(uuid, uuid) owner to upcrm_definer;
revoke execute on function hand_over_alert(uuid, uuid) from public;
grant execute on function hand_over_alert(uuid, uuid) to upcrm_app;

-- What is erased with a client is erased here too.
alter table notifications
  add foreign key (org_id, client_id) references clients (org_id, id) on delete cascade;
create index notifications_by_client on notifications (org_id, client_id);
create index notifications_unread on notifications (org_id, person_id, subject_id) where read_at is null;
create index notifications_read on notifications (read_at, org_id) where read_at is not null;
create policy lookup on notifications for select to upcrm_definer using (true);
grant select on notifications to upcrm_definer;

create function organizations_with_old_notifications(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct org_id from notifications where read_at < moment - interval '90 days' $$;
alter function organizations_with_old_notifications(timestamptz) owner to upcrm_definer;
revoke execute on function organizations_with_old_notifications(timestamptz) from public;
grant execute on function organizations_with_old_notifications(timestamptz) to upcrm_app;

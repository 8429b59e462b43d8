-- How long is kept what nobody deletes: the text of a mail and the record of an export thirty days. What else is known of
-- them, and for how long, the privacy page says (src/privacy/facts.ts).

create policy tidying on outbox for all to upcrm_definer using (true) with check (true);
grant select, update (body) on outbox to upcrm_definer;
create index outbox_with_old_text on outbox (created_at) where body <> '' and status not in ('waiting', 'sending');

-- That it was sent, to whom and about what, stays. Some thousands an hour, so that it never holds many rows at once.
create function forget_mail_texts() returns void
language sql security definer set search_path = public, pg_temp as $$
  update outbox set body = ''
  where (org_id, id) in (
    select org_id, id from outbox
    where body <> '' and status not in ('waiting', 'sending') and created_at < now() - interval '30 days'
    order by created_at limit 5000 for update skip locked)
$$;

-- The file of an export hangs on nothing and has gone after a day; unless somebody has attached it to a record.
create policy tidying on exports for delete to upcrm_definer using (true);
grant delete on exports to upcrm_definer;
create index exports_by_age on exports (created_at) where status <> 'writing';

create function forget_exports() returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from exports where status <> 'writing' and created_at < now() - interval '30 days'
$$;

create or replace function tidy_up() returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from idempotency_keys where created_at < now() - interval '24 hours';
  delete from access_log where at < now() - interval '1 year';
  delete from identity.sessions where expires_at < now();
  delete from identity.verifications where expires_at < now();
  delete from identity.attempts where resets_at < now();
  select forget_mail_texts();
  select forget_exports();
$$;
alter function forget_mail_texts() owner to upcrm_definer;
alter function forget_exports() owner to upcrm_definer;
revoke execute on function forget_mail_texts(), forget_exports() from public;

-- Which privacy policy a person has been told of: whoever joined later than its day found it when they joined.
alter table people add column policy_seen_on date;

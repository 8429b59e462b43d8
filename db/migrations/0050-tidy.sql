-- What nobody needs any more, across all organizations: answers kept for repeats, old looks at records, ended sessions.

grant select, delete on idempotency_keys, access_log to upcrm_definer;
create policy tidying on idempotency_keys for all to upcrm_definer using (true) with check (true);
grant delete on identity.sessions, identity.verifications, identity.attempts to upcrm_definer;
grant select on identity.verifications, identity.attempts to upcrm_definer;

create function tidy_up() returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from idempotency_keys where created_at < now() - interval '24 hours';
  delete from access_log where at < now() - interval '1 year';
  delete from identity.sessions where expires_at < now();
  delete from identity.verifications where expires_at < now();
  delete from identity.attempts where resets_at < now();
$$;
alter function tidy_up() owner to upcrm_definer;
revoke execute on function tidy_up() from public;
grant execute on function tidy_up() to upcrm_app;

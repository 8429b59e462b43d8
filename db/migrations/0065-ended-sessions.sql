-- A session that ends, by whatever hand, is told to every server, which looks at once whether the streams of that person are
-- still somebody's.
create function identity.tell_ended_session() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_notify('upcrm_changes', json_build_object('person', old.user_id)::text);
  return null;
end $$;
revoke execute on function identity.tell_ended_session() from public;
create trigger tell_ended_session after delete on identity.sessions
  for each row execute function identity.tell_ended_session();

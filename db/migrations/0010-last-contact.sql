-- When one last spoke with a client: the latest of its live notes, kept right whoever writes, moves, trashes or imports
-- them. A trigger of a role that sees all, because a note can be changed by someone who sees only its company.
create function keep_last_contact() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Held first and looked at after: of two who write at the same moment the second sees the first one's note.
  perform 1 from clients c
    where (c.org_id, c.id) in (select t.org_id, t.client_id from touched_notes t where t.client_id is not null)
    order by c.org_id, c.id for no key update;
  update clients c set last_contact_at = latest.at
  from (
    select t.org_id, t.client_id, (
      select max(n.happened_at) from notes n
      where n.org_id = t.org_id and n.client_id = t.client_id and n.deleted_at is null) as at
    from (select distinct org_id, client_id from touched_notes where client_id is not null) t
  ) latest
  where c.org_id = latest.org_id and c.id = latest.client_id and c.last_contact_at is distinct from latest.at;
  return null;
end $$;
alter function keep_last_contact() owner to upcrm_definer;
revoke execute on function keep_last_contact() from public;

-- A change concerns the client the note was on and the one it is on now.
create trigger last_contact_of_new after insert on notes
  referencing new table as touched_notes for each statement execute function keep_last_contact();
create trigger last_contact_of_changed after update on notes
  referencing new table as touched_notes for each statement execute function keep_last_contact();
create trigger last_contact_of_moved after update on notes
  referencing old table as touched_notes for each statement execute function keep_last_contact();
create trigger last_contact_of_removed after delete on notes
  referencing old table as touched_notes for each statement execute function keep_last_contact();

-- When one last spoke with a client: the latest of its live notes, kept right whoever writes, moves, trashes or imports
-- them. Triggers of a role that sees all, because a note can be changed by someone who sees only its company.

-- A new note can only make it later; nothing has to be looked up.
create function note_contact() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update clients c set last_contact_at = latest.at
  from (
    select n.org_id, n.client_id, max(n.happened_at) as at from new_notes n
    where n.client_id is not null and n.deleted_at is null
    group by n.org_id, n.client_id
  ) latest
  where c.org_id = latest.org_id and c.id = latest.client_id
    and (c.last_contact_at is null or c.last_contact_at < latest.at);
  return null;
end $$;

-- Looked up anew for these clients, each with its organization at the same place of the other list.
create function renew_contact(organizations uuid[], affected uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Held first and looked at after: of two who write at the same moment the second sees what the first one did.
  perform 1 from clients c
    where (c.org_id, c.id) in (select t.org_id, t.id from unnest(organizations, affected) t (org_id, id))
    order by c.org_id, c.id for no key update;
  update clients c set last_contact_at = latest.at
  from (
    select t.org_id, t.id, (
      select max(n.happened_at) from notes n
      where n.org_id = t.org_id and n.client_id = t.id and n.deleted_at is null) as at
    from unnest(organizations, affected) t (org_id, id)
  ) latest
  where c.org_id = latest.org_id and c.id = latest.id and c.last_contact_at is distinct from latest.at;
end $$;

create function renew_contact_of_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- The client the note was on and the one it is on now.
  perform renew_contact(array_agg(t.org_id), array_agg(t.client_id))
  from (
    select distinct o.org_id, side.client_id
    from old_notes o join new_notes n on n.org_id = o.org_id and n.id = o.id
      cross join lateral (values (o.client_id), (n.client_id)) side (client_id)
    where side.client_id is not null
      and (o.client_id, o.happened_at, o.deleted_at) is distinct from (n.client_id, n.happened_at, n.deleted_at)
  ) t
  having count(*) > 0;
  return null;
end $$;

create function renew_contact_of_removed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform renew_contact(array_agg(t.org_id), array_agg(t.client_id))
  from (select distinct o.org_id, o.client_id from old_notes o where o.client_id is not null and o.deleted_at is null) t
  having count(*) > 0;
  return null;
end $$;

alter function note_contact() owner to upcrm_definer;
alter function renew_contact(uuid[], uuid[]) owner to upcrm_definer;
alter function renew_contact_of_changed() owner to upcrm_definer;
alter function renew_contact_of_removed() owner to upcrm_definer;
revoke execute on function note_contact(), renew_contact(uuid[], uuid[]), renew_contact_of_changed(),
  renew_contact_of_removed() from public;

create trigger contact_of_added after insert on notes
  referencing new table as new_notes for each statement execute function note_contact();
create trigger contact_of_changed after update on notes
  referencing old table as old_notes new table as new_notes for each statement
  execute function renew_contact_of_changed();
create trigger contact_of_removed after delete on notes
  referencing old table as old_notes for each statement execute function renew_contact_of_removed();

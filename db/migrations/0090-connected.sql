-- Mails about an invoice are seen, in its story, by whoever sees the invoice.
alter policy tenant on outbox using (org_id = (select app_org())
  and ((select app_sees_all()) or not quotes_record
    or exists (select 1 from invoices i where i.org_id = outbox.org_id and i.id = outbox.invoice_id)));

-- Several things happen to one invoice: each has an id of its own that is always the same (a UUID of version 8).
create function event_id(record uuid, event text) returns uuid language sql immutable parallel safe as $$
  select overlay(overlay(md5(record::text || event) placing '8' from 13) placing '8' from 17)::uuid
$$;

-- The catalogue in the order of its making, and whose of it lies in the trash too long.
create index items_by_created on items (org_id, created_at, id) where deleted_at is null;
create index items_by_updated on items (org_id, updated_at, id) where deleted_at is null;
create policy lookup on items for select to upcrm_definer using (true);
grant select on items to upcrm_definer;

-- With a client its invoices move, its quotes, and what recurs.
alter table merges
  add column invoices uuid[] not null default '{}',
  add column quotes uuid[] not null default '{}',
  add column recurring uuid[] not null default '{}';

-- Mails about an invoice are seen, in its story, by whoever sees the invoice.
alter policy tenant on outbox using (org_id = (select app_org())
  and ((select app_sees_all()) or not quotes_record
    or exists (select 1 from invoices i where i.org_id = outbox.org_id and i.id = outbox.invoice_id)));

-- Several things happen to one invoice: each has an id of its own that is always the same (a UUID of version 8).
create function event_id(record uuid, event text) returns uuid language sql immutable parallel safe as $$
  select overlay(overlay(md5(record::text || event) placing '8' from 13) placing '8' from 17)::uuid
$$;

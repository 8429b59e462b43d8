-- What a mail of the outbox is about, when it is about an invoice: it goes with the invoice's PDF.
alter table outbox
  add column invoice_id uuid,
  -- invoice, credit_note, reminder_before, reminder …
  add column kind text,
  -- Of a reminder: its day, counted from the due day.
  add column step integer,
  add foreign key (org_id, invoice_id) references invoices (org_id, id) on delete set null (invoice_id);
create index outbox_by_invoice on outbox (org_id, invoice_id, created_at);
-- A step is reminded of once, whatever restarts and however many servers there are.
create unique index outbox_by_step on outbox (org_id, invoice_id, step) where step is not null;

-- What hangs on an invoice: notes, alerts and files. A note or an alert on one is also on its client or company, which is
-- what says who sees it.

alter table notes add column invoice_id uuid,
  add foreign key (org_id, invoice_id) references invoices (org_id, id) on delete set null (invoice_id);
create index notes_by_invoice on notes (org_id, invoice_id);
alter table alerts add column invoice_id uuid,
  add foreign key (org_id, invoice_id) references invoices (org_id, id) on delete set null (invoice_id);
create index alerts_by_invoice on alerts (org_id, invoice_id);

alter table files add column invoice_id uuid,
  add foreign key (org_id, invoice_id) references invoices (org_id, id) on delete set null (invoice_id),
  drop constraint files_check,
  add constraint hangs_on_one check (num_nonnulls(client_id, company_id, note_id, invoice_id) <= 1);
create index files_by_invoice on files (org_id, invoice_id);
drop index files_to_purge;
create index files_to_purge on files (created_at)
  where deleted_at is not null or num_nonnulls(client_id, company_id, note_id, invoice_id) = 0;

-- Until it is attached a file is its uploader's own, but for the logo, which is the organization's.
create function file_is_seen(f files) returns boolean language sql stable as $$
  select case when num_nonnulls(f.client_id, f.company_id, f.note_id, f.invoice_id) = 0
    then f.uploaded_by = app_person() or f.uploaded_with = app_person()
      or exists (select 1 from invoice_settings s where s.org_id = f.org_id and s.logo_file_id = f.id)
    else app_sees_all()
      or exists (select 1 from clients c where c.org_id = f.org_id and c.id = f.client_id)
      or exists (select 1 from companies c where c.org_id = f.org_id and c.id = f.company_id)
      or exists (select 1 from notes n where n.org_id = f.org_id and n.id = f.note_id)
      or exists (select 1 from invoices i where i.org_id = f.org_id and i.id = f.invoice_id) end
$$;
alter policy tenant on files
  using (org_id = (select app_org())
    and (((select app_person()) is null and (select app_sees_all())) or file_is_seen(files)))
  with check (org_id = (select app_org())
    and (((select app_person()) is null and (select app_sees_all())) or file_is_seen(files)));

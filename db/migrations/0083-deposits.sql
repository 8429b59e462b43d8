-- Deposits: invoices over a part of what is billed in the end. The final invoice takes them off again.
alter table invoices
  add column deposit boolean not null default false,
  -- Of a deposit: the invoice that takes it off.
  add column final_id uuid,
  add foreign key (org_id, final_id) references invoices (org_id, id) on delete set null (final_id),
  add check (deposit or final_id is null);
create index invoices_by_final on invoices (org_id, final_id);

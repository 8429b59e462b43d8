-- Deposits: invoices over a part of what is billed in the end. The final invoice takes them off again.
alter table invoices
  add column deposit boolean not null default false,
  -- Of a deposit: the invoice that takes it off.
  add column final_id uuid,
  add foreign key (org_id, final_id) references invoices (org_id, id) on delete set null (final_id),
  add check (deposit or final_id is null);
create index invoices_by_final on invoices (org_id, final_id);

-- As in 0070, but for the final invoice, which is written later.
create or replace function keep_sealed() returns trigger language plpgsql as $$
declare
  living constant text[] := array['version', 'status', 'client_id', 'company_id', 'amount_paid', 'amount_credited',
    'amount_written_off', 'written_off_at', 'write_off_reason', 'amount_due', 'sent_at', 'viewed_at', 'pdf_key', 'remind', 'updated_at', 'search', 'final_id'];
begin
  if old.direction = 'purchase' or old.status = 'draft' then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'DELETE' then
    -- With its organization everything goes.
    if not exists (select 1 from organizations where id = old.org_id) then return old; end if;
    raise exception 'an issued invoice cannot be deleted' using errcode = 'UC001';
  end if;
  if to_jsonb(new) - living is distinct from to_jsonb(old) - living
    or new.status = 'draft' or (old.status = 'void' and new.status <> 'void') then
    raise exception 'an issued invoice cannot be changed' using errcode = 'UC001';
  end if;
  return new;
end $$;

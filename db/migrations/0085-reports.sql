-- What reports are counted from: indexes that hold all they ask for, and the rates that somebody entered.

-- Wide rows are not touched for a report, however many there are.
create index invoices_reported on invoices (org_id, direction, issued_on)
  include (type, currency, subtotal, total, client_id, company_id)
  where status <> 'draft' and deleted_at is null;
drop index invoices_open;
create index invoices_open on invoices (org_id, direction, due_on, id)
  include (type, currency, amount_due, client_id, company_id)
  where status = 'issued' and deleted_at is null;
-- Paid twice or too much: rare, and to be given back.
create index invoices_overpaid on invoices (org_id, direction) include (currency, amount_due, client_id, company_id)
  where amount_due < 0 and deleted_at is null;

-- What one unit of a currency was worth in the organization's own from a day on, until the next rate.
create table exchange_rates (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  currency text not null,
  -- The organization's currency when it was entered: should that change, the rate says nothing any more.
  base text not null,
  rated_on date not null,
  rate text not null,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id)
);
create unique index exchange_rates_by_day on exchange_rates (org_id, base, currency, rated_on);
create index exchange_rates_listed on exchange_rates (org_id, rated_on, id);
call build_wall('exchange_rates');

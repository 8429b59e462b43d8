-- Invoices that come again: what they say, how often, and which of them were made.

create table recurring_invoices (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  client_id uuid,
  company_id uuid,
  -- What each of them says, as it is written into a draft; with {month}, {year} and {period} to be filled in.
  content jsonb not null,
  currency text not null,
  total bigint not null,
  rhythm text not null check (rhythm in ('weekly', 'monthly', 'quarterly', 'yearly')),
  every integer not null check (every between 1 and 99),
  -- On the last day of the month, whichever that is.
  last_day boolean not null,
  starts_on date not null,
  ends_on date,
  ends_after integer,
  mode text not null check (mode in ('draft', 'send')),
  paused boolean not null default false,
  -- Why it was paused, or why the latest stayed a draft, in a sentence.
  problem text,
  made integer not null default 0,
  -- The next one's day; null when there is none any more.
  next_on date,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, client_id) references clients (org_id, id) on delete set null (client_id),
  foreign key (org_id, company_id) references companies (org_id, id) on delete set null (company_id)
);
create index recurring_by_client on recurring_invoices (org_id, client_id);
create index recurring_by_company on recurring_invoices (org_id, company_id);
create index recurring_by_created on recurring_invoices (org_id, created_at, id);
create index recurring_by_next on recurring_invoices (org_id, coalesce(next_on, 'infinity'), id);
create index recurring_due on recurring_invoices (next_on, org_id) where next_on is not null and not paused;
call build_wall('recurring_invoices', '(select app_sees_all())
  or exists (select 1 from clients c where c.org_id = recurring_invoices.org_id and c.id = recurring_invoices.client_id)
  or exists (select 1 from companies c where c.org_id = recurring_invoices.org_id and c.id = recurring_invoices.company_id)');
create policy lookup on recurring_invoices for select to upcrm_definer using (true);
grant select on recurring_invoices to upcrm_definer;

-- The key is what makes an invoice once a period, whatever restarts and however many servers there are.
create table recurring_runs (
  org_id uuid not null references organizations (id) on delete cascade,
  recurring_id uuid not null,
  due_on date not null,
  invoice_id uuid,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, recurring_id, due_on),
  foreign key (org_id, recurring_id) references recurring_invoices (org_id, id) on delete cascade,
  foreign key (org_id, invoice_id) references invoices (org_id, id) on delete set null (invoice_id)
);
create index recurring_runs_by_invoice on recurring_runs (org_id, invoice_id);
call build_wall('recurring_runs', 'exists (
  select 1 from recurring_invoices r where r.org_id = recurring_runs.org_id and r.id = recurring_runs.recurring_id)');

-- Their day begins at six in the morning where the organization is: nobody is sent an invoice at night.
create function organizations_with_due_recurring(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct r.org_id from recurring_invoices r join organizations o on o.id = r.org_id
  where r.next_on is not null and not r.paused
    and r.next_on <= ((moment at time zone o.time_zone) - interval '6 hours')::date
$$;
alter function organizations_with_due_recurring(timestamptz) owner to upcrm_definer;
revoke execute on function organizations_with_due_recurring(timestamptz) from public;
grant execute on function organizations_with_due_recurring(timestamptz) to upcrm_app;

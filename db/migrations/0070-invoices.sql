-- Invoices, what they are numbered by, and what was paid on them.

-- What an organization settles once for all of its invoices. Without a row everything is as its country has it.
create table invoice_settings (
  org_id uuid primary key references organizations (id) on delete cascade,
  version integer not null default 1,
  -- A pattern for each series, such as {"invoice": "{year}-{0001}"}.
  numbering jsonb not null default '{}',
  terms_days integer,
  payment_terms text,
  tax_category text,
  tax_rate text,
  exemption_reason text,
  language text,
  paper text,
  footer text,
  payment_link text,
  logo_file_id uuid,
  -- Subject and text for each kind of mail, where they are not the usual ones.
  mails jsonb not null default '{}',
  -- When to remind, in days from the due day, and whether at all: {"active": false, "days": [-3, 3, 10, 20]}.
  reminders jsonb not null default '{}',
  updated_at timestamptz(3) not null default now(),
  foreign key (org_id, logo_file_id) references files (org_id, id) on delete set null (logo_file_id)
);
create index invoice_settings_by_logo on invoice_settings (org_id, logo_file_id);
call build_wall('invoice_settings');

-- The last number given in a series and period, with the seal of the invoice that has it. Whoever issues holds the row
-- until the commit: a sequence would leave gaps where a transaction failed.
create table invoice_counters (
  org_id uuid not null references organizations (id) on delete cascade,
  series text not null,
  period text not null,
  last integer not null,
  seal text not null,
  primary key (org_id, series, period)
);
call build_wall('invoice_counters', deeds => 'select, insert, update');

create table invoices (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  direction text not null check (direction in ('sales', 'purchase')),
  type text not null check (type in ('invoice', 'credit_note')),
  status text not null default 'draft' check (status in ('draft', 'issued', 'paid', 'void')),
  -- What it was numbered from, and what its number says. A bill bears its seller's number and is in no series.
  series text,
  period text,
  sequence integer,
  number text collate "und-x-icu",
  client_id uuid,
  company_id uuid,
  -- Copies, made anew with each change of a draft and for the last time when it is issued.
  buyer jsonb not null,
  seller jsonb not null,
  party text not null,
  currency text not null,
  issued_on date,
  due_on date,
  delivered_on date,
  period_starts_on date,
  period_ends_on date,
  lines jsonb not null,
  prices_include_tax boolean not null default false,
  discount_percent text,
  reference text,
  buyer_reference text,
  order_reference text,
  note text,
  payment_terms text,
  payment_link text,
  exemption_reason text,
  language text not null,
  subtotal bigint not null,
  taxes jsonb not null,
  tax_total bigint not null,
  rounding bigint not null default 0,
  total bigint not null,
  -- Paid before it was issued: it is on the paper. Later payments are not.
  prepaid bigint not null default 0,
  amount_paid bigint not null default 0,
  amount_credited bigint not null default 0,
  -- Given up: nobody expects it to be paid any more.
  amount_written_off bigint not null default 0,
  written_off_at timestamptz(3),
  write_off_reason text,
  amount_due bigint not null generated always as (total - amount_paid - amount_credited - amount_written_off) stored,
  credited_invoice_id uuid,
  sent_at timestamptz(3),
  viewed_at timestamptz(3),
  -- SHA-256 over what is sealed and the seal before it in the series.
  seal text,
  seal_before text,
  issued_at timestamptz(3),
  -- Where its PDF lies, once it was written.
  pdf_key text,
  remind boolean not null default true,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  deleted_by uuid,
  search text not null generated always as
    (search_words(coalesce(number, '') || ' ' || party || ' ' || coalesce(reference, '') || ' ' || coalesce(order_reference, '')) ||
      ' ' || coalesce(digits(number), '')) stored,
  primary key (org_id, id),
  foreign key (org_id, client_id) references clients (org_id, id) on delete set null (client_id),
  foreign key (org_id, company_id) references companies (org_id, id) on delete set null (company_id),
  foreign key (org_id, credited_invoice_id) references invoices (org_id, id),
  check (direction = 'purchase' or status = 'draft'
    or num_nonnulls(series, period, sequence, number, issued_on, due_on, seal, seal_before, issued_at) = 9)
);
create unique index invoices_by_sequence on invoices (org_id, series, period, sequence) where sequence is not null;
create unique index invoices_by_series_number on invoices (org_id, series, number) where series is not null;
create index invoices_by_number on invoices (org_id, coalesce(number, ''), id) where deleted_at is null;
create index invoices_by_created on invoices (org_id, created_at, id) where deleted_at is null;
create index invoices_by_issued on invoices (org_id, coalesce(issued_on, 'infinity'), id) where deleted_at is null;
create index invoices_by_due on invoices (org_id, coalesce(due_on, 'infinity'), id) where deleted_at is null;
create index invoices_by_total on invoices (org_id, total, id) where deleted_at is null;
create index invoices_open on invoices (org_id, direction, due_on, id)
  where status = 'issued' and deleted_at is null;
create index invoices_drafts on invoices (org_id, created_at, id) where status = 'draft' and deleted_at is null;
create index invoices_by_client on invoices (org_id, client_id, created_at);
create index invoices_by_company on invoices (org_id, company_id, created_at);
create index invoices_by_credited on invoices (org_id, credited_invoice_id);
create index invoices_in_trash on invoices (org_id, deleted_at, id) where deleted_at is not null;
create index invoices_search on invoices using gin (org_id, search gin_trgm_ops) with (gin_pending_list_limit = 128);
call build_wall('invoices', '(select app_sees_all())
  or exists (select 1 from clients c where c.org_id = invoices.org_id and c.id = invoices.client_id)
  or exists (select 1 from companies c where c.org_id = invoices.org_id and c.id = invoices.company_id)');
create policy lookup on invoices for select to upcrm_definer using (true);
grant select on invoices to upcrm_definer;

-- An issued invoice is what somebody else holds in hand. Whoever asks, it stays as it was but for what happens to it later
-- (payments, credit, sending) and for where it hangs: merged or deleted clients.
create function keep_sealed() returns trigger language plpgsql as $$
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
create trigger keep_sealed before update or delete on invoices for each row execute function keep_sealed();

create table payments (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  invoice_id uuid not null,
  amount bigint not null check (amount > 0),
  paid_on date not null,
  method text not null,
  reference text,
  recorded_by uuid,
  created_at timestamptz(3) not null default now(),
  removed_at timestamptz(3),
  removed_by uuid,
  primary key (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id) on delete cascade
);
create index payments_by_invoice on payments (org_id, invoice_id, paid_on, id);
create index payments_by_day on payments (org_id, paid_on, id) where removed_at is null;
call build_wall('payments', 'exists (select 1 from invoices i where i.org_id = payments.org_id and i.id = payments.invoice_id)');

-- What fills lines.
create table items (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  name text collate "und-x-icu" not null,
  description text,
  unit text,
  unit_price text not null,
  currency text,
  tax_category text,
  tax_rate text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  deleted_by uuid,
  primary key (org_id, id)
);
create index items_by_name on items (org_id, name, id) where deleted_at is null;
create index items_in_trash on items (org_id, deleted_at, id) where deleted_at is not null;
call build_wall('items');

-- Invoices and bills that hold all the words, the latest first. One sees what hangs on a client or company that one sees.
create function invoices_found(query text, most integer) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  words constant text[] := search_terms(query);
  live constant text := format('from invoices r where r.org_id = %L and r.deleted_at is null and %s',
    app_org(), search_condition(words, true));
begin
  if cardinality(words) = 0 then return; end if;
  if app_sees_all() then
    return query execute format('select r.id %s order by r.created_at desc limit %s', live, most);
  else
    return query execute format(
      'select r.id %s and (r.client_id = any (array(select id from %s s)) or r.company_id = any (array(select id from %s s)))
       order by r.created_at desc limit %s', live, search_source('clients'), search_source('companies'), most);
  end if;
end $$;

-- The same with ranks as in 0004-search.sql: 0 is the number itself, 2 a part of a number, 4 a name or a reference. Of very
-- many matches the latest and those found first are looked at, as with notes; digits may stand anywhere, letters begin a word.
create function invoices_ranked(query text, most integer) returns table (id uuid, rank integer)
language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
declare
  typed constant text := lower(trim(query));
  by_number constant boolean := typed ~ '[0-9]';
  matching constant text := search_condition(search_terms(query), by_number);
  enough constant integer := greatest(most, 100);
  live constant text := format(
    'select r.id, r.number, r.created_at, r.search from invoices r where r.org_id = %L and r.deleted_at is null', app_org());
  candidates text;
begin
  -- One or two letters begin some name of nearly every invoice.
  if length(typed) < 3 or matching is null then return; end if;
  if app_sees_all() then
    candidates := format(
      'select r.* from (%1$s order by r.created_at desc, r.id limit %3$s) r where %2$s
       union select r.* from (select r.* from (%1$s) r where %2$s limit %3$s) r', live, matching, enough);
  else
    candidates := format('%s and r.id = any (array(select invoices_found(%L, %s)))', live, query, enough);
  end if;
  return query execute format(
    'select r.id, case when lower(r.number) = %L then 0 when %L then 2 else 4 end
     from (%s) r order by 2, r.created_at desc, r.id limit %s', typed, by_number, candidates, most);
end $$;
alter function invoices_ranked(text, integer) owner to upcrm_definer;
revoke execute on function invoices_ranked(text, integer) from public;
grant execute on function invoices_ranked(text, integer) to upcrm_app;

alter function invoices_found(text, integer) owner to upcrm_definer;
revoke execute on function invoices_found(text, integer) from public;
grant execute on function invoices_found(text, integer) to upcrm_app;

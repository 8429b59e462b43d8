-- Quotes: written like invoices, numbered in a series of their own, and answered by the client.

create table quotes (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  -- That it is expired follows from its day.
  status text not null default 'draft' check (status in ('draft', 'sent', 'accepted', 'declined', 'invoiced')),
  series text,
  period text,
  sequence integer,
  number text collate "und-x-icu",
  client_id uuid,
  company_id uuid,
  -- Copies, made anew with each change of a draft and for the last time when it is sent.
  buyer jsonb not null,
  seller jsonb not null,
  party text not null,
  currency text not null,
  issued_on date,
  valid_until date,
  lines jsonb not null,
  prices_include_tax boolean not null,
  discount_percent text,
  reference text,
  buyer_reference text,
  note text,
  payment_terms text,
  exemption_reason text,
  language text not null,
  subtotal bigint not null,
  taxes jsonb not null,
  tax_total bigint not null,
  rounding bigint not null,
  total bigint not null,
  sent_at timestamptz(3),
  viewed_at timestamptz(3),
  answered_at timestamptz(3),
  -- Who said yes or no: the name that was typed under the link, or the colleague who noted it.
  answered_by text,
  answer text,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, client_id) references clients (org_id, id) on delete set null (client_id),
  foreign key (org_id, company_id) references companies (org_id, id) on delete set null (company_id),
  check (status = 'draft' or num_nonnulls(series, period, sequence, number, issued_on, valid_until) = 6),
  check (status not in ('accepted', 'declined') or num_nonnulls(answered_at, answered_by) = 2)
);
create unique index quotes_by_sequence on quotes (org_id, series, period, sequence) where sequence is not null;
create index quotes_by_number on quotes (org_id, coalesce(number, ''), id);
create index quotes_by_created on quotes (org_id, created_at, id);
create index quotes_by_valid on quotes (org_id, coalesce(valid_until, 'infinity'), id);
create index quotes_by_client on quotes (org_id, client_id, created_at);
create index quotes_by_company on quotes (org_id, company_id, created_at);
call build_wall('quotes', '(select app_sees_all())
  or exists (select 1 from clients c where c.org_id = quotes.org_id and c.id = quotes.client_id)
  or exists (select 1 from companies c where c.org_id = quotes.org_id and c.id = quotes.company_id)');

-- What a quote became.
alter table invoices add column quote_id uuid,
  add foreign key (org_id, quote_id) references quotes (org_id, id);
create index invoices_by_quote on invoices (org_id, quote_id);
alter table outbox add column quote_id uuid,
  add foreign key (org_id, quote_id) references quotes (org_id, id) on delete set null (quote_id);
create index outbox_by_quote on outbox (org_id, quote_id);

create table quote_links (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  quote_id uuid not null,
  token_hash text not null,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, quote_id) references quotes (org_id, id) on delete cascade
);
create index quote_links_by_quote on quote_links (org_id, quote_id);
create unique index quote_links_by_token on quote_links (org_id, token_hash);
create index quote_links_lookup on quote_links (token_hash);
call build_wall('quote_links', 'exists (
  select 1 from quotes q where q.org_id = quote_links.org_id and q.id = quote_links.quote_id)');
create policy lookup on quote_links for select to upcrm_definer using (true);
grant select on quote_links to upcrm_definer;

-- What a link leads to, by the hash of its token; and whether this person is one of the organization's own.
create function resolve_quote_link(hash text, visitor uuid) returns table (org_id uuid, quote_id uuid, own boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.org_id, l.quote_id, exists (
    select 1 from memberships m where m.org_id = l.org_id and m.person_id = visitor and m.ended_at is null)
  from quote_links l where l.token_hash = hash
$$;
alter function resolve_quote_link(text, uuid) owner to upcrm_definer;
revoke execute on function resolve_quote_link(text, uuid) from public;
grant execute on function resolve_quote_link(text, uuid) to upcrm_app;

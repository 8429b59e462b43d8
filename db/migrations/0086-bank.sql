-- Bank statements: what came in and went out, and which payments a person said it was.

create table bank_statements (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  file_name text not null,
  format text not null check (format in ('csv', 'camt')),
  -- How many lines the file had, and how many of them were new.
  lines integer not null,
  added integer not null,
  imported_by uuid,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id)
);
create index bank_statements_by_created on bank_statements (org_id, created_at, id);
-- A statement shows what everybody pays: who sees only their own sees none of it.
call build_wall('bank_statements', '(select app_sees_all())');

create table bank_lines (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  version integer not null default 1,
  statement_id uuid not null,
  -- What makes it this line and no other: the same one in another file is not taken again.
  hash text not null,
  account text,
  booked_on date not null,
  -- What came in is above zero, what went out below.
  amount bigint not null check (amount <> 0),
  currency text not null,
  name text,
  iban text,
  text text,
  end_to_end_id text,
  bank_reference text,
  status text not null default 'open' check (status in ('open', 'accepted', 'ignored')),
  settled_at timestamptz(3),
  settled_by uuid,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  foreign key (org_id, statement_id) references bank_statements (org_id, id) on delete cascade
);
create unique index bank_lines_by_hash on bank_lines (org_id, hash);
create index bank_lines_by_statement on bank_lines (org_id, statement_id);
create index bank_lines_by_day on bank_lines (org_id, booked_on, id);
create index bank_lines_by_status on bank_lines (org_id, status, booked_on, id);
call build_wall('bank_lines', '(select app_sees_all())');

-- The line that a payment was taken from; one line may pay several invoices.
alter table payments add column bank_line_id uuid,
  add foreign key (org_id, bank_line_id) references bank_lines (org_id, id) on delete set null (bank_line_id);
create index payments_by_bank_line on payments (org_id, bank_line_id);

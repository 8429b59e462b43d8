-- Links by which a stranger sees one invoice, without an account, until they are revoked.

create table invoice_links (
  org_id uuid not null references organizations (id) on delete cascade,
  id uuid not null,
  invoice_id uuid not null,
  token_hash text not null,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  revoked_at timestamptz(3),
  revoked_by uuid,
  primary key (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id) on delete cascade
);
create index invoice_links_by_invoice on invoice_links (org_id, invoice_id);
create unique index invoice_links_by_token on invoice_links (org_id, token_hash);
create index invoice_links_lookup on invoice_links (token_hash);
call build_wall('invoice_links',
  'exists (select 1 from invoices i where i.org_id = invoice_links.org_id and i.id = invoice_links.invoice_id)',
  deeds => 'select, insert, update');
create policy lookup on invoice_links for select to upcrm_definer using (true);
grant select on invoice_links to upcrm_definer;

-- What a link leads to, by the hash of its token; and whether this person is one of the organization's own.
create function resolve_invoice_link(hash text, visitor uuid) returns table (org_id uuid, invoice_id uuid, own boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.org_id, l.invoice_id, exists (
    select 1 from memberships m where m.org_id = l.org_id and m.person_id = visitor and m.ended_at is null)
  from invoice_links l where l.token_hash = hash and l.revoked_at is null
$$;
alter function resolve_invoice_link(text, uuid) owner to upcrm_definer;
revoke execute on function resolve_invoice_link(text, uuid) from public;
grant execute on function resolve_invoice_link(text, uuid) to upcrm_app;

-- Invoices over three years: mostly paid, a tenth open, a tenth bills, a few credit notes and other currencies. On the
-- clients and companies that world.sql made.

create or replace procedure bench.fill_invoices(organization uuid, salt text, invoices integer) language plpgsql as $$
#variable_conflict use_variable
declare
  clients constant uuid[] := array(select id from clients c where c.org_id = organization);
  companies constant uuid[] := array(select id from companies c where c.org_id = organization);
  party constant jsonb := '{"name": "", "contactName": null, "address": {"line1": "Ring 5", "line2": null, "city": "Berlin",
    "postalCode": "10119", "region": null, "country": "DE"}, "vatId": "DE123456789", "taxNumber": null,
    "registrationNumber": null, "electronicAddress": null, "email": null, "phone": null, "iban": null, "bic": null}';
begin
  insert into invoices (org_id, id, direction, type, status, series, period, sequence, number, client_id, company_id, buyer,
    seller, party, currency, issued_on, due_on, lines, language, subtotal, taxes, tax_total, total, amount_paid, seal,
    seal_before, issued_at, created_at, updated_at)
  select organization, bench.id(salt || 'invoice', n, made), direction, type, status,
    case when sealed then type end, case when sealed then 'bench' end, case when sealed then n end,
    case when direction = 'purchase' or sealed then case type when 'invoice' then '' else 'C' end || 'B' || lpad(n::text, 7, '0') end,
    clients[1 + bench.pick(n, 32, cardinality(clients))],
    case when n % 3 > 0 then companies[1 + bench.pick(n, 33, cardinality(companies))] end,
    party || jsonb_build_object('name', bench.company_name(n)), party || '{"name": "Bench"}',
    bench.company_name(n), bench.one(n, 31, '{EUR,EUR,EUR,EUR,EUR,EUR,EUR,EUR,EUR,EUR,EUR,EUR,EUR,EUR,USD,CHF}'::text[]),
    issued_on, issued_on + 14,
    jsonb_build_array(
      jsonb_build_object('description', bench.sentence(n), 'quantity', '3', 'unit', 'day', 'unitPrice', '960.00',
        'discountPercent', null, 'taxCategory', 'S', 'taxRate', '19', 'gross', net, 'discount', 0, 'net', net),
      jsonb_build_object('description', bench.sentence(n + 1), 'quantity', '1', 'unit', 'hour', 'unitPrice', '0.00',
        'discountPercent', null, 'taxCategory', 'S', 'taxRate', '19', 'gross', 0, 'discount', 0, 'net', 0)),
    'en', net, jsonb_build_array(jsonb_build_object('category', 'S', 'rate', '19', 'discount', 0, 'net', net, 'tax', tax)),
    tax, net + tax, case status when 'paid' then net + tax else 0 end,
    case when sealed then md5(n::text) end, case when sealed then md5((n - 1)::text) end,
    case when status <> 'draft' then made end, made, made
  from generate_series(1, invoices) n, bench.at(n, invoices) made, cast(made as date) issued_on,
    cast(1000 + bench.pick(n, 34, 900000) as bigint) net, cast(round(net * 0.19) as bigint) tax,
    cast(case when bench.pick(n, 35, 10) = 0 then 'purchase' else 'sales' end as text) direction,
    cast(case when direction = 'sales' and bench.pick(n, 36, 33) = 0 then 'credit_note' else 'invoice' end as text) type,
    cast(case when n > invoices - invoices / 33 then 'draft' when type = 'credit_note' then 'paid'
      when bench.pick(n, 37, 11) = 0 then 'issued' else 'paid' end as text) status,
    cast(direction = 'sales' and status <> 'draft' as boolean) sealed;
end $$;

-- The organization that is measured, and fifty small ones beside it.
create or replace procedure bench.fill_all_invoices(organization uuid, invoices integer)
language plpgsql as $$
declare
  small record;
begin
  alter table invoices disable trigger user;
  call bench.fill_invoices(organization, '', invoices);
  for small in select id, slug from organizations where slug like 'small-%' loop
    call bench.fill_invoices(small.id, small.slug, 100);
  end loop;
  alter table invoices enable trigger user;
end $$;

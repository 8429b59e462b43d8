-- Names as they are, with accents; everything follows from its number, so that two loads are alike.

create schema if not exists bench;

-- Something pseudo-random from 0 to below `choices`, from a number and a salt.
create or replace function bench.pick(n integer, salt integer, choices integer) returns integer
language sql immutable parallel safe as
  $$ select ((hashint8(n::bigint * 131 + salt)::bigint & 2147483647) % choices)::integer $$;

create or replace function bench.one(n integer, salt integer, choices text[]) returns text
language sql immutable parallel safe as $$ select choices[1 + bench.pick(n, salt, cardinality(choices))] $$;

-- A version 7 UUID: rows made one after the other lie beside each other, as those of the server do.
create or replace function bench.id(salt text, n integer, at timestamptz) returns uuid
language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(digest, 1, 3) || 'a' ||
    substr(digest, 4, 15))::uuid from md5(salt || n) digest $$;

create or replace function bench.at(n integer, total integer) returns timestamptz
language sql stable parallel safe as
  $$ select date_trunc('milliseconds', now() - interval '3 years' * (1 - n::float8 / (total + 1))) $$;

create or replace function bench.first_name(n integer) returns text language sql immutable parallel safe as $$
  select bench.one(n, 1, '{Anna,Lena,Marie,Sofía,Zoé,Chloé,Émilie,Katarzyna,Agnieszka,Małgorzata,Łucja,Zuzanna,Jürgen,Jörg,
    Björn,Søren,Åsa,Øystein,Håkon,Ingrid,Astrid,Freja,Lukas,Łukasz,Paweł,Piotr,Tomasz,Bartosz,Michał,Krzysztof,José,María,
    Ángel,Lucía,Joaquín,Íñigo,Iñaki,Renée,François,Benoît,Hélène,Jérôme,Maëlle,Günter,Käthe,Heike,Uwe,Dörte,Matthias,Stefan,
    Sabine,Petra,Monika,Claudia,Andrea,Andreas,Thomas,Michael,Peter,Daniel,Christian,Martin,Jan,Tim,Tom,Ben,Emma,Mia,Hannah,
    Olivia,Amelia,Isla,Ava,Grace,Oliver,George,Harry,Noah,Jack,Charlie,Giulia,Chiara,Matteo,Lorenzo,Niccolò,Ana,João,Inês,
    Conceição,Dvořák,Tereza,Jiří,Ondřej,Željko,Nataša,Đorđe,Ágnes,László,Zsófia,Eszter,Ayşe,Çağla,Gülşen,Emre,Oğuz,Ștefan,
    Ioana,Dimitris,Eleni,Kwame,Amara,Priya,Arjun,Mei,Hiroshi,Yuki}'::text[]) $$;

create or replace function bench.last_name(n integer) returns text language sql immutable parallel safe as $$
  select bench.one(n, 2, '{Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Schäfer,Koch,Bauer,
    Richter,Klein,Wolf,Schröder,Neumann,Schwarz,Zimmermann,Braun,Krüger,Hofmann,Hartmann,Lange,Schmitt,Werner,Krause,Meier,
    Lehmann,Köhler,Groß,Weiß,Strauß,Böhm,Jäger,Fuß,Kowalski,Kowalska,Wiśniewski,Wójcik,Kamiński,Lewandowski,Zieliński,
    Szymański,Woźniak,Dąbrowski,Kozłowski,Jankowski,Mazur,Krawczyk,Grabowski,Pawłowski,Michalski,Król,García,Rodríguez,
    González,Fernández,López,Martínez,Sánchez,Pérez,Gómez,Muñoz,Núñez,Ibáñez,Peña,Dupont,Lefèvre,Béranger,Côté,Gagné,
    Lévesque,Martin,Bernard,Petit,Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Niccolini,Silva,Santos,Ferreira,
    Gonçalves,Simões,Andersen,Sørensen,Jørgensen,Ødegård,Håland,Bjørnstad,Lindström,Åkesson,Öberg,Nyström,Novák,Svoboda,
    Dvořák,Černý,Procházka,Kučera,Horváth,Szabó,Kovács,Tóth,Nagy,Yılmaz,Kaya,Demir,Şahin,Çelik,Öztürk,Popescu,Ionescu,
    Papadopoulos,Smith,Jones,Taylor,Brown,Williams,Wilson,Johnson,Davies,Robinson,Wright,Thompson,Evans,Walker,White,Green,
    Hughes,Edwards,Clarke,Jackson,Murphy,Kelly,Walsh,Byrne,Ryan,Sato,Suzuki,Tanaka,Chen,Wang,Li,Nguyen,Singh,Patel,Khan}'
    ::text[]) ||
    case bench.pick(n, 3, 7) when 0 then '-' || bench.one(n, 4, '{Vogel,Steiner,Brandt,Keller,Busch,Arnold,Lorenz,Pohl,Seidel,
      Franke,Ziegler,Roth,Winter,Sommer,Haas,Graf,Engel,Horn}'::text[]) else '' end $$;

create or replace function bench.company_name(n integer) returns text language sql immutable parallel safe as $$
  select bench.one(n, 5, '{Lumen,Halden,Nordlicht,Brückner,Zephyr,Alba,Kranich,Vela,Tessin,Ostwind,Marlow,Pixel,Quartz,Rivet,
    Saffron,Tandem,Umbra,Verso,Wald,Xenia,Ypsilon,Zirkel,Atlas,Borealis,Café Müller,Delta,Ember,Fjord,Granit,Hafen,Iris,Juno,
    Kobalt,Linden,Mosaik,Nimbus,Opal,Prisma,Quelle,Rubin,Sigma,Terra,Urban,Vektor,Weber & Söhne,Ångström,Żagiel,Élan}'
    ::text[]) || ' ' ||
    bench.one(n, 6, '{Logistik,Studio,Design,Media,Consulting,Bau,Handel,Foto,Software,Film,Architekten,Werbung,Verlag,Energie,
      Textil,Möbel,Druck,Events,Reisen,Immobilien,Technik,Beratung,Kultur,Garten}'::text[]) || ' ' ||
    (1 + n % 997) || ' ' || bench.one(n, 7, '{GmbH,AG,KG,Ltd,S.A.,Sp. z o.o.,S.r.l.,ApS}'::text[]) $$;

create or replace function bench.sentence(n integer) returns text language sql immutable parallel safe as $$
  select bench.one(n, 8, '{Called about,Met to discuss,Wrote regarding,Asked again about,Sent a draft of,Agreed on,Postponed,
    Talked through,Left a message about,Promised to look at}'::text[]) || ' ' ||
    bench.one(n, 9, '{the new website,their annual report,the exhibition stand,a logo in two colours,
      the spring catalogue,photos of the team,the offer from March,an invoice that is still open,the translation into Polish,
      a workshop in Gdańsk,the façade lettering,packaging for coffee,the newsletter,a podcast series,delivery in week 40,the maintenance contract}'
      ::text[]) || '. ' ||
    bench.one(n, 10, '{Will decide after the holidays,Wants two variants,Budget is about 4,Prefers to be called in the morning,
      Needs an answer by Friday,Found it a little expensive,Very pleased with the last job,Has a new colleague in purchasing,
      Asked for references,Nothing further for the moment}'::text[]) || ' (' || md5(n::text) || ').' $$;

create or replace function bench.slug(value text) returns text language sql immutable parallel safe as
  $$ select trim(both '-' from regexp_replace(fold(value), '[^a-z0-9]+', '-', 'g')) $$;

-- One organization's rows. Of its clients the first 200, spread evenly, are `narrow`'s; the rest is dealt out.
create or replace procedure bench.fill_one(organization uuid, members uuid[], narrow uuid, salt text,
  clients integer, companies integer, notes integer) language plpgsql as $$
#variable_conflict use_variable
declare
  of_narrow constant integer := greatest(clients / 200, 1);
begin
  insert into companies (org_id, id, name, email, phone, phone_keys, email_keys, website, address, tags, owner_id, created_by,
    created_at, updated_at)
  select organization, bench.id(salt || 'company', n, made), name, 'info@' || slug || '.example', phone,
    array[regexp_replace(phone, '[^+0-9]', '', 'g')], array['info@' || slug || '.example'], 'https://www.' || slug || '.example',
    jsonb_build_object('line1', bench.last_name(n) || 'straße ' || n % 120, 'line2', null, 'city',
      bench.one(n, 11, '{Berlin,Köln,München,Kraków,Łódź,Paris,Sevilla,London}'::text[]), 'postalCode', (10000 + n % 80000)::text,
      'region', null, 'country', 'DE'),
    case n % 3 when 0 then '{}'::text[] else array[bench.one(n, 12, '{retainer,press,supplier,partner}'::text[])] end,
    case when narrow is not null and n % of_narrow = 0 then narrow else members[1 + bench.pick(n, 13, cardinality(members))] end,
    members[1], made, made
  from generate_series(1, companies) n, bench.at(n, companies) made, bench.company_name(n) name, bench.slug(name) slug,
    format('+49 30 %s', 2000000 + bench.pick(n, 14, 7999999)) phone;

  insert into clients (org_id, id, name, first_name, last_name, email, phone, email_keys, phone_keys, job_title, company_id, status,
    tags, owner_id, address, source, last_contact_at, created_by, created_at, updated_at)
  select organization, bench.id(salt || 'client', n, made), given || ' ' || family, given, family, email, phone, array[email],
    array[regexp_replace(phone, '[^+0-9]', '', 'g')],
    bench.one(n, 15, '{Marketing,Purchasing,Managing director,Office,Art director,Producer}'::text[]),
    case when n % 10 < 8 and companies > 0
      then bench.id(salt || 'company', at_company, bench.at(at_company, companies)) end,
    bench.one(n, 16, '{lead,active,active,inactive}'::text[]),
    case n % 4 when 0 then '{}'::text[] else array[bench.one(n, 17, '{vip,retainer,newsletter,press,2026}'::text[])] end,
    case when narrow is not null and n % of_narrow = 0 then narrow else members[1 + bench.pick(n, 18, cardinality(members))] end,
    jsonb_build_object('line1', bench.last_name(n + 7) || 'straße ' || n % 90, 'line2', null, 'city',
      bench.one(n, 19, '{Berlin,Köln,München,Kraków,Łódź,Paris,Sevilla,London}'::text[]), 'postalCode', (10000 + n % 80000)::text,
      'region', null, 'country', 'DE'),
    'Website', made + interval '20 days', members[1], made, made
  from generate_series(1, clients) n, bench.at(n, clients) made, bench.first_name(n) given, bench.last_name(n) family,
    bench.slug(given || '.' || family) slug, cast(1 + n % greatest(companies, 1) as integer) at_company,
    concat(replace(slug, '-', '.'), '.', n, '@', bench.slug(bench.company_name(at_company)), '.example') email,
    format('+49 1%s %s %s', 51 + n % 28, 1000 + bench.pick(n, 20, 8999), 1000 + bench.pick(n, 21, 8999)) phone;

  insert into notes (org_id, id, kind, happened_at, body, client_id, company_id, author_id, created_at, updated_at)
  select organization, bench.id(salt || 'note', n, made), bench.one(n, 22, '{note,note,call,meeting}'::text[]), made,
    bench.sentence(n), case when n % 10 < 9 then bench.id(salt || 'client', at_client, bench.at(at_client, clients)) end,
    case when n % 10 = 9 then bench.id(salt || 'company', at_company, bench.at(at_company, companies)) end,
    members[1 + bench.pick(n, 23, cardinality(members))], made, made
  from generate_series(1, notes) n, bench.at(n, notes) made, cast(1 + bench.pick(n, 24, clients) as integer) at_client,
    cast(1 + bench.pick(n, 25, greatest(companies, 1)) as integer) at_company;
end $$;

-- The indexes are built once at the end and triggers rest meanwhile: the rows are right as they are made.
create or replace procedure bench.fill(organization uuid, owner uuid, narrow uuid, clients integer, companies integer,
  notes integer) language plpgsql as $$
declare
  members uuid[] := array[owner];
  small uuid;
  index_names text[];
  index_texts text[];
  statement text;
begin
  select array_agg(indexrelid::regclass::text), array_agg(pg_get_indexdef(indexrelid)) into index_names, index_texts
    from pg_index where indrelid in ('companies'::regclass, 'clients'::regclass, 'notes'::regclass) and not indisunique;
  foreach statement in array index_names loop execute 'drop index ' || statement; end loop;
  alter table notes disable trigger user;

  for n in 1..20 loop
    members := members || bench.id('person', n, now());
    insert into people (id, email, name)
      values (members[n + 1], 'person' || n || '@bench.example', bench.first_name(n) || ' ' || bench.last_name(n));
    insert into memberships (org_id, person_id, role) values (organization, members[n + 1], 'member');
  end loop;
  insert into memberships (org_id, person_id, role, visibility) values (organization, narrow, 'member', 'own');
  call bench.fill_one(organization, members, narrow, '', clients, companies, notes);
  for n in 1..50 loop
    small := bench.id('organization', n, now());
    insert into organizations (id, name, slug, currency, time_zone, locale, country)
      values (small, 'Small ' || n, 'small-' || n, 'EUR', 'Europe/Berlin', 'en', 'DE');
    insert into memberships (org_id, person_id, role) values (small, members[2], 'owner');
    call bench.fill_one(small, members[2:2], null, 'small' || n, 40, 8, 80);
  end loop;

  alter table notes enable trigger user;
  set local maintenance_work_mem = '256MB';
  foreach statement in array index_texts loop execute statement; end loop;
end $$;

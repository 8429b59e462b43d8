-- Search and tags. The operators they need are not leakproof, so under row level security no index would be used: these
-- functions run as a role that sees every row and draw the same walls themselves, from the settings and before any limit.

create policy lookup on notes for select to upcrm_definer using (true);
grant select on notes to upcrm_definer;

-- The words to look for. A phone number, however it is typed, is one word: its digits without exit or trunk zeros.
create function search_terms(query text) returns text[] language sql immutable parallel safe as $$
  select case
    when query ~ '^[-0-9\s()+./]+$' and length(number) >= 3 then array[number]
    else (select coalesce(array_agg(word order by place), '{}') from (
      select word, min(place) as place
      from regexp_split_to_table(search_words(query), '\s+') with ordinality w (word, place)
      where word <> '' group by word order by 2 limit 8) words)
  end
  from ltrim(digits(replace(query, '(0)', '')), '0') number
$$;

-- A condition on r.search that all words meet: at the beginning of a word, or anywhere in it. Digits may always stand
-- anywhere, as few type a number from its country code; what is shorter than three letters only at a beginning.
create function search_condition(words text[], anywhere boolean) returns text language sql immutable parallel safe as $$
  select string_agg(format('r.search like %L',
    case when word ~ '^[0-9]{3,}$' or (anywhere and length(word) >= 3) then '%' else '% ' end || word || '%'), ' and ')
  from unnest(words) word
$$;

-- A condition on r.search for one word of four letters or more with one typing mistake, such as a letter wrong, missing,
-- too much, or two exchanged: each of the few dozen patterns is a quick question to the index.
create function search_mistaken(word text) returns text language sql immutable parallel safe as $$
  select '(' || string_agg(distinct format('r.search like %L', '% ' || left(word, i - 1) || rest || '%'), ' or ') || ')'
  from generate_series(1, length(word)) i, unnest(array[
    '_' || substr(word, i + 1),
    substr(word, i + 1),
    '_' || substr(word, i),
    substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2)]) rest
$$;

-- What one may see of clients or companies that are not in the trash, as the source of a query. Who sees only their own
-- and has few is given just those to look through (offset 0 keeps conditions outside): under row level security the
-- planner does not know how common a word is and would rather read everybody's.
create function search_source(relation text) returns text language plpgsql stable as $$
declare
  visible constant text := format('from %I r where r.org_id = %L and r.deleted_at is null', relation, app_org()) ||
    case when app_sees_all() then '' else format(' and r.owner_id = %L', app_person()) end;
  own integer;
begin
  if app_sees_all() then return format('(select * %s)', visible); end if;
  execute format('select count(*) from (select 1 %s limit 5001) own', visible) into own;
  return format('(select * %s%s)', visible, case when own > 5000 then '' else ' offset 0' end);
end $$;

-- Clients or companies for a query, best first, in tiers: each is asked only when those before it found too few.
-- 0 what it is called, 1 how its names begin, 2 its e-mail or phone, 3 its company, 4 inside words, 5 nearly.
create function records_ranked(relation text, query text, most integer) returns table (id uuid, rank integer)
language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
declare
  words constant text[] := search_terms(query);
  typed constant text := regexp_replace(trim(fold(query)), '\s+', ' ', 'g');
  prefix constant text := replace(replace(replace(typed, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  source constant text := search_source(relation);
  number constant boolean := words[1] ~ '^[0-9]+$' and cardinality(words) = 1;
  -- Of very many matches only so many are ranked: no answer reads a whole organization.
  enough constant integer := greatest(most, 300);
  by_email text;
  by_name text;
  by_words text;
  by_company text;
  by_parts text;
  by_mistake text;
  by_likeness text;
  tier text;
  hits uuid[];
  ranks integer[];
  found uuid[] := '{}';
begin
  if cardinality(words) = 0 then return; end if;

  if query like '%@%' then
    by_email := format('select r.id, 0 as rank from %s r where r.email_keys @> array[%L]', source, lower(trim(query)));
  end if;

  -- Two ordered indexes, each read only as far as needed: this is what answers a single letter. Whoever has few is looked
  -- through as fast by words.
  by_name := case when source not like '% offset 0)' then format(
    'select r.id, (not bool_or(r.word = %2$L or starts_with(r.word, %2$L || '' '')))::integer as rank from (
       (select r.id, fold(r.name) as name, fold(r.name) as word from %1$s r
        where fold(r.name) like %3$L order by fold(r.name) using ~<~ limit %4$s)
       union all
       (select r.id, fold(r.name), split_part(fold(r.name), '' '', -1) from %1$s r
        where split_part(fold(r.name), '' '', -1) like %3$L
        order by split_part(fold(r.name), '' '', -1) using ~<~ limit %4$s)) r
     where r.id <> all ($1) group by r.id, r.name
     order by 2, r.name <> %2$L, min(r.word) using ~<~, r.name, r.id', source, typed, prefix, most) end;

  by_words := format(
    'select r.id, case
         when %4$L in (r.folded, split_part(r.folded, '' '', -1)) or starts_with(r.folded, %4$L || '' '') then 0
         when %2$s then 1 else 2 end as rank from (
       select r.id, r.name, fold(r.name) as folded, search_words(r.name) as search
       from (select r.id, r.name from %1$s r where %2$s and r.id <> all ($1) limit %3$s) r) r
     order by 2, r.folded <> %4$L, r.name, r.id', source, search_condition(words, false), enough, typed);

  if relation = 'clients' and not number then
    by_company := (select format(
      'select r.id, 3 as rank from (
         select r.id, r.name, r.search || coalesce(c.search, '''') as search
         from (%2$s) r left join %3$s c on c.org_id = r.org_id and c.id = r.company_id) r
       where %1$s and r.id <> all ($1) group by r.id, r.name order by r.name, r.id',
      search_condition(words, false), string_agg(format(
        '(select r.* from %1$s r where %2$s limit %4$s) union all
         (select r.* from %1$s r
          where r.company_id = any (array(select r.id from %3$s r where %2$s limit %4$s)) limit %4$s)',
        source, search_condition(array[word], false), search_source('companies'), enough), ' union all '),
      search_source('companies')) from unnest(words) word);
  end if;

  if search_condition(words, true) <> search_condition(words, false) then
    by_parts := format('select r.id, 4 as rank from (
        select r.id, r.name from %s r where %s and r.id <> all ($1) limit %s) r order by r.name, r.id',
      source, search_condition(words, true), enough);
  end if;

  -- An address is right or wrong; only words are forgiven, one mistake each, and then what merely resembles them.
  if query not like '%@%' and not number and length(typed) <= 30
    and (select bool_or(word ~ '[^0-9]{4}') from unnest(words) word) then
    by_mistake := format('select r.id, 5 as rank from (
        select r.id, r.name from %s r where %s and r.id <> all ($1) limit %s) r
      order by search_words(r.name) <->> %L, r.name, r.id', source,
      (select string_agg(case when length(word) < 4 then search_condition(array[word], false)
        else search_mistaken(word) end, ' and ') from unnest(words) word), enough, typed);
    by_likeness := format('select r.id, 5 as rank from (
        select r.id, r.name, search_words(r.name) <->> %2$L as distance from %1$s r where %2$L <%% r.search limit %3$s) r
      order by r.distance, r.name, r.id', source, typed, enough);
  end if;

  foreach tier in array array[by_email, by_name, by_words, by_company, by_parts, by_mistake, by_likeness] loop
    -- Whoever typed a whole address has found whom they meant.
    exit when cardinality(found) >= most or (by_email is not null and cardinality(found) > 0)
      or (tier = by_mistake and cardinality(found) >= 3)
      or (tier = by_likeness and cardinality(found) > 0);
    continue when tier is null;
    execute format('select array_agg(t.id), array_agg(t.rank) from (%s limit %s) t', tier, most - cardinality(found))
      using found into hits, ranks;
    return query select h, r from unnest(hits, ranks) u (h, r);
    found := found || hits;
  end loop;
end $$;
alter function records_ranked(text, text, integer) owner to upcrm_definer;
revoke execute on function records_ranked(text, text, integer) from public;

-- Notes that hold all the words: of the latest, and of those found first, the latest. One sees what hangs on a client or
-- company that one sees.
create function notes_ranked(query text, most integer) returns table (id uuid, rank integer)
language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
declare
  words constant text[] := search_terms(query);
  matching constant text := search_condition(words, false);
  enough constant integer := greatest(most, 300);
  live constant text := format('from notes r where r.org_id = %L and r.deleted_at is null', app_org());
  candidates text;
begin
  -- One or two letters begin some word of nearly every note.
  if not exists (select 1 from unnest(words) word where length(word) >= 3) then return; end if;
  if app_sees_all() then
    candidates := format(
      'select r.* from (select * %1$s order by r.created_at desc, r.id limit %3$s) r where %2$s
       union all (select r.* from (select * %1$s) r where %2$s limit %3$s)', live, matching, enough);
  else
    candidates := (select string_agg(format(
        '(select r.* from (
           select r.* from %s o join lateral (select * %s and r.%s = o.id) r on true%s) r where %s limit %s)',
        source, live, reference, substring(source from ' offset 0'), matching, enough), ' union all ')
      from (values (search_source('clients'), 'client_id'), (search_source('companies'), 'company_id'))
        s (source, reference));
  end if;
  return query execute format(
    'select r.id, 4 from (%s) r
     where exists (select 1 from clients c where c.org_id = r.org_id and c.id = r.client_id and c.deleted_at is null)
       or exists (select 1 from companies c where c.org_id = r.org_id and c.id = r.company_id and c.deleted_at is null)
     group by r.id order by max(r.happened_at) desc, r.id limit %s', candidates, most);
end $$;

create function clients_ranked(query text, most integer) returns table (id uuid, rank integer)
language sql stable security definer set search_path = public, pg_temp rows 20 as
  $$ select * from records_ranked('clients', query, most) $$;
create function companies_ranked(query text, most integer) returns table (id uuid, rank integer)
language sql stable security definer set search_path = public, pg_temp rows 20 as
  $$ select * from records_ranked('companies', query, most) $$;

-- The same without ranks, for lists that have an order of their own.
create function clients_found(query text, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
  $$ select id from records_ranked('clients', query, most) $$;
create function companies_found(query text, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as
  $$ select id from records_ranked('companies', query, most) $$;

create function clients_tagged(wanted text[]) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select c.id from clients c
    where c.org_id = app_org() and c.deleted_at is null
      and (app_sees_all() or c.owner_id = app_person()) and c.tags @> wanted;
end $$;

create function companies_tagged(wanted text[]) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select c.id from companies c
    where c.org_id = app_org() and c.deleted_at is null
      and (app_sees_all() or c.owner_id = app_person()) and c.tags @> wanted;
end $$;

alter function notes_ranked(text, integer) owner to upcrm_definer;
alter function clients_ranked(text, integer) owner to upcrm_definer;
alter function companies_ranked(text, integer) owner to upcrm_definer;
alter function clients_found(text, integer) owner to upcrm_definer;
alter function companies_found(text, integer) owner to upcrm_definer;
alter function clients_tagged(text[]) owner to upcrm_definer;
alter function companies_tagged(text[]) owner to upcrm_definer;
revoke execute on function clients_ranked(text, integer), companies_ranked(text, integer), notes_ranked(text, integer),
  clients_found(text, integer), companies_found(text, integer), clients_tagged(text[]), companies_tagged(text[]) from public;
grant execute on function clients_ranked(text, integer), companies_ranked(text, integer), notes_ranked(text, integer),
  clients_found(text, integer), companies_found(text, integer), clients_tagged(text[]), companies_tagged(text[])
  to upcrm_app;

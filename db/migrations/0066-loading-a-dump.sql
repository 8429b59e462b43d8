-- A dump is loaded without a search path, and the columns that are computed from this function with it: it has to say where
-- the function lies that it calls, or no dump of this database could be loaded.
create or replace function search_words(value text) returns text language sql immutable parallel safe strict as
  $$ select ' ' || translate(public.fold(value),
       E'.,;:!?@/\\-_+()[]{}<>|"&#%*=~^$\u2013\u2014\u201c\u201d\u201e\u00ab\u00bb\u00b7\u2022\u2026\u00a0\t\n\r' || E'\'\u2019\u0060\u00b4',
       repeat(' ', 44)) $$;

-- What an accountant is given is an export like the others: a job writes it, and its maker alone may download it.
alter table exports drop constraint exports_kind_check,
  add constraint exports_kind_check check (kind in ('client', 'company', 'books'));

-- The clients by status and by the month they came are counted from the index alone, walls included.
drop index clients_by_created;
create index clients_by_created on clients (org_id, created_at, id) include (status, owner_id)
  where deleted_at is null;

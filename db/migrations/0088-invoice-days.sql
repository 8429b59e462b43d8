-- Invoices of a month, found by their day: the order of the lists (0070) is by an expression, which the walls keep from
-- being searched in.
create index invoices_by_day on invoices (org_id, direction, issued_on, id) where deleted_at is null;

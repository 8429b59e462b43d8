-- A file is its uploader's own only until it is attached. From then on it is seen, and thrown away, by who sees what it
-- hangs on: who handed a client over, or sees less by now, keeps no hold on the client's files.
alter policy tenant on files
  using (org_id = (select app_org()) and (((select app_person()) is null and (select app_sees_all()))
    or (num_nonnulls(client_id, company_id, note_id) = 0
      and (uploaded_by = (select app_person()) or uploaded_with = (select app_person())))
    or (num_nonnulls(client_id, company_id, note_id) > 0 and ((select app_sees_all())
      or exists (select 1 from clients c where c.org_id = files.org_id and c.id = files.client_id)
      or exists (select 1 from companies c where c.org_id = files.org_id and c.id = files.company_id)
      or exists (select 1 from notes n where n.org_id = files.org_id and n.id = files.note_id)))))
  with check (org_id = (select app_org()) and (((select app_person()) is null and (select app_sees_all()))
    or (num_nonnulls(client_id, company_id, note_id) = 0
      and (uploaded_by = (select app_person()) or uploaded_with = (select app_person())))
    or (num_nonnulls(client_id, company_id, note_id) > 0 and ((select app_sees_all())
      or exists (select 1 from clients c where c.org_id = files.org_id and c.id = files.client_id)
      or exists (select 1 from companies c where c.org_id = files.org_id and c.id = files.company_id)
      or exists (select 1 from notes n where n.org_id = files.org_id and n.id = files.note_id)))));

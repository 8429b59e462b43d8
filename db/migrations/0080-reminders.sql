-- Payment reminders: what is due, by the day it is where the organization is.

-- A mail about an invoice is seen by whoever sees the invoice: they must know that it has been sent already.
alter policy tenant on outbox
  using (org_id = (select app_org()) and ((select app_sees_all()) or not quotes_record
    or exists (select 1 from invoices i where i.org_id = outbox.org_id and i.id = outbox.invoice_id)))
  with check (org_id = (select app_org()));
create policy lookup on outbox for select to upcrm_definer using (true);
grant select on outbox to upcrm_definer;
create policy lookup on invoice_settings for select to upcrm_definer using (true);
grant select on invoice_settings to upcrm_definer;

-- Of each invoice that is still to be paid the latest step whose day has come, unless it or a later one has been sent. A
-- friendly note in advance makes no sense once the due day is over, or when the invoice itself came later than its day.
-- `failed`: the mail of this step was refused, and nobody got it.
create function due_steps(organization uuid, today date, zone text, days integer[])
returns table (invoice_id uuid, step integer, failed boolean) language sql stable as $$
  select i.id, s.step, coalesce(bool_or(o.status = 'failed'), false)
  from invoices i
    cross join lateral (select max(d) as step from unnest(days) d where i.due_on + d <= today) s
    left join outbox o on o.org_id = i.org_id and o.invoice_id = i.id and o.step >= s.step
  where i.org_id = organization and i.direction = 'sales' and i.type = 'invoice' and i.status = 'issued'
    and i.deleted_at is null and i.amount_due > 0 and s.step is not null
    and (s.step >= 0
      or (today <= i.due_on and coalesce(i.due_on + s.step > (i.sent_at at time zone zone)::date, true)))
  group by i.id, s.step
  having coalesce(bool_and(o.status = 'failed'), true)
$$;

-- Where a reminder may be sent now by itself: on a weekday from nine to five, on the organization's own clock.
create function organizations_with_due_reminders(moment timestamptz) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select s.org_id
  from invoice_settings s join organizations o on o.id = s.org_id
    cross join lateral (select moment at time zone o.time_zone as wall) w
  where (s.reminders->>'active')::boolean and extract(isodow from w.wall) < 6 and extract(hour from w.wall) between 9 and 16
    and exists (
      select 1 from due_steps(s.org_id, w.wall::date, o.time_zone,
        array(select d::integer from jsonb_array_elements_text(s.reminders->'days') d)) due
      join invoices i on i.org_id = s.org_id and i.id = due.invoice_id
      where i.sent_at is not null and i.remind and not due.failed)
$$;
alter function organizations_with_due_reminders(timestamptz) owner to upcrm_definer;
revoke execute on function organizations_with_due_reminders(timestamptz) from public;
grant execute on function organizations_with_due_reminders(timestamptz) to upcrm_app;

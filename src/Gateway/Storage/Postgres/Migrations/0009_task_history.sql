-- What happened to a task, kept as long as the task: docs/decisions/0038. It is only ever added to.
ALTER TABLE tasks ADD COLUMN history text NOT NULL DEFAULT '';

-- When its upstream has taken it.
ALTER TABLE tasks ADD COLUMN accepted_at bigint;

-- What operators filter and sum ended tasks by: written once for each task, with its end, and the rows are not looked at. It has
-- nothing that changes before the end, or each such change would write all indexes (docs/decisions/0037).
CREATE INDEX tasks_ended ON tasks (id)
    INCLUDE (created_at, completed_at, team, key_id, model, upstream, status, money, error_code, price_micros) WHERE completed_at IS NOT NULL;

-- The last four characters of a key's secret.
ALTER TABLE client_keys ADD COLUMN hint text;

-- The trace of the call that made the task, as a traceparent header says it: later work on the task refers to it.
ALTER TABLE tasks ADD COLUMN trace TEXT;

-- With what operators want to know of unfinished tasks, so that counting them reads no rows.
DROP INDEX tasks_due;
CREATE INDEX tasks_due ON tasks (upstream, due_at, state, id) WHERE due_at IS NOT NULL;

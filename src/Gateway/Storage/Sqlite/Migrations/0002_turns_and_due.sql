-- A queued task's turn: docs/decisions/0008.
ALTER TABLE tasks ADD COLUMN turn INTEGER;

UPDATE tasks SET turn = 1 WHERE state = 'queued';

DROP INDEX tasks_queued;
CREATE INDEX tasks_queued ON tasks (routes, model, turn, id) WHERE state = 'queued';
CREATE INDEX tasks_queued_team ON tasks (routes, team, turn, id) WHERE state = 'queued';

-- The turn that was served last.
CREATE TABLE turns (
    routes TEXT PRIMARY KEY,
    served INTEGER NOT NULL
) WITHOUT ROWID;

-- Each upstream's tasks are looked for by themselves; NULL for those that still wait in the queue.
DROP INDEX tasks_due;
CREATE INDEX tasks_due ON tasks (upstream, due_at) WHERE due_at IS NOT NULL;

-- An index's condition counts as a column of the index: whenever a task went to another state, its entries in all indexes were
-- written anew. These columns change seldom, so most changes of a task write no index (HOT): docs/decisions/0037.
-- They are numbers because PostgreSQL, as long as it has not yet counted, takes any one number for rare and any truth for frequent.
DROP INDEX tasks_queued;
DROP INDEX tasks_queued_team;
DROP INDEX tasks_unresolved;

ALTER TABLE tasks
    ADD COLUMN waits bigint GENERATED ALWAYS AS (CASE WHEN state = 'queued' THEN 1 END) STORED,
    ADD COLUMN unresolved bigint GENERATED ALWAYS AS (CASE WHEN state = 'unknown' OR (state = 'failed' AND money = 'reserved') THEN 1 END) STORED;

CREATE INDEX tasks_queued ON tasks (routes, model, turn, id) WHERE waits = 1;
CREATE INDEX tasks_queued_team ON tasks (routes, team, turn, id) WHERE waits = 1;
CREATE INDEX tasks_unresolved ON tasks (id) WHERE unresolved = 1;

-- Room on each page for a second version of each of its rows: all of them change within moments of the insert.
ALTER TABLE tasks SET (fillfactor = 50);
ALTER TABLE attempts SET (fillfactor = 50);

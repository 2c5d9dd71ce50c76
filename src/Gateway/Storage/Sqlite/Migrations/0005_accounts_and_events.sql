-- What a key or a team uses, in one row that a group of changes writes once: docs/decisions/0016.
CREATE TABLE accounts (
    account      TEXT NOT NULL,
    id           TEXT NOT NULL,
    rate_full_at INTEGER, -- when the bucket of requests a minute is full again, in Unix microseconds
    live         INTEGER NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;

INSERT INTO accounts SELECT 'key', key_id, NULL, COUNT(*) FROM tasks WHERE completed_at IS NULL GROUP BY key_id;
INSERT INTO accounts SELECT 'team', team, NULL, COUNT(*) FROM tasks WHERE completed_at IS NULL GROUP BY team;
INSERT INTO accounts SELECT account, id, full_at, 0 FROM rates WHERE account IN ('key', 'team')
    ON CONFLICT (account, id) DO UPDATE SET rate_full_at = excluded.rate_full_at;

ALTER TABLE pool_keys ADD COLUMN rate_full_at INTEGER;

UPDATE pool_keys SET rate_full_at = (SELECT full_at FROM rates WHERE account = 'pool' AND id = upstream || '/' || pool_key);

DROP TABLE rates;
DROP INDEX tasks_live_key;
DROP INDEX tasks_live_team;

-- Every change of a task that somebody can see, for a day.
CREATE TABLE events (
    id      INTEGER PRIMARY KEY,
    task_id TEXT NOT NULL,
    kind    TEXT NOT NULL,
    at      INTEGER NOT NULL
);

-- Up to which event the subscribers have surely heard all: one row.
CREATE TABLE events_heard (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    upto INTEGER NOT NULL
);

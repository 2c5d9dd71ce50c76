-- What tells gateways with another signing secret apart. Nothing can be signed with it.
CREATE TABLE signing (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    check_value TEXT NOT NULL
);

-- The versions of a team's callback secret. The secrets themselves are derived and stand nowhere.
CREATE TABLE callback_secrets (
    team       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    salt       BLOB NOT NULL,
    created_at INTEGER NOT NULL, -- Unix milliseconds
    expires_at INTEGER,          -- null for the newest
    PRIMARY KEY (team, version)
) WITHOUT ROWID;

-- Where the task's end is to be told; null for nowhere.
ALTER TABLE tasks ADD COLUMN callback_url TEXT;

-- Ends of tasks that are told, or were.
CREATE TABLE callbacks (
    id           TEXT PRIMARY KEY, -- what the receiver sees as webhook-id
    task_id      TEXT NOT NULL REFERENCES tasks (id),
    team         TEXT NOT NULL,
    type         TEXT NOT NULL,
    url          TEXT NOT NULL,
    receiver     TEXT NOT NULL,    -- the URL's host and port: whoever answers there
    created_at   INTEGER NOT NULL, -- Unix milliseconds
    status       TEXT NOT NULL,    -- pending, delivered, failed
    tries        INTEGER NOT NULL, -- since it was made or replayed
    due_at       INTEGER,          -- null once it has ended
    leased_until INTEGER,          -- while somebody tries
    ended_at     INTEGER
);
CREATE INDEX callbacks_due ON callbacks (receiver, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX callbacks_of_task ON callbacks (task_id);

CREATE TABLE callback_tries (
    callback_id  TEXT NOT NULL,
    at           INTEGER NOT NULL, -- Unix milliseconds
    http_status  INTEGER,          -- null without an answer
    problem      TEXT,             -- null when it was taken
    milliseconds INTEGER NOT NULL
);
CREATE INDEX callback_tries_of ON callback_tries (callback_id, at);

-- Receivers whose last answer was no good one. One that fails long is tried by one delivery at a time.
CREATE TABLE callback_receivers (
    receiver      TEXT PRIMARY KEY,
    failing_since INTEGER NOT NULL,
    failures      INTEGER NOT NULL,
    next_try_at   INTEGER          -- null until it is paused
) WITHOUT ROWID;

-- Words are checked where they are read: SQLite builds a table in memory for every IN list of a CHECK or an index,
-- at every insert and update, and that was a third of what a create cost.
CREATE TABLE tasks (
    id                TEXT PRIMARY KEY,
    team              TEXT NOT NULL,
    key_id            TEXT NOT NULL,
    request_id        TEXT NOT NULL,
    model             TEXT NOT NULL,
    client_metadata   TEXT,
    upstream_metadata TEXT,
    price_micros      INTEGER NOT NULL,
    state             TEXT NOT NULL,
    money             TEXT NOT NULL,
    status            TEXT NOT NULL,
    progress          INTEGER NOT NULL CHECK (progress BETWEEN 0 AND 100),
    created_at        INTEGER NOT NULL,
    completed_at      INTEGER,
    expires_at        INTEGER,
    routes            TEXT NOT NULL, -- the upstreams that may serve, in order of preference
    upstream          TEXT,
    pool_key          TEXT,
    upstream_task_id  TEXT,
    result_url        TEXT,
    result_format     TEXT,
    error_code        TEXT,
    error_message     TEXT,
    due_at            INTEGER,
    leased_from       INTEGER, -- the due time before a poller took the task
    silences          INTEGER NOT NULL,
    not_founds        INTEGER NOT NULL,
    not_found_since   INTEGER,
    missing_urls      INTEGER NOT NULL,
    unknown_since     INTEGER,
    version           INTEGER NOT NULL,
    request           TEXT NOT NULL
);

CREATE INDEX tasks_due ON tasks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX tasks_leased ON tasks (leased_from) WHERE leased_from IS NOT NULL;
CREATE INDEX tasks_queued ON tasks (routes, model, team, id) WHERE state = 'queued';
-- A task without an end is live.
CREATE INDEX tasks_live_key ON tasks (key_id) WHERE completed_at IS NULL;
CREATE INDEX tasks_live_team ON tasks (team) WHERE completed_at IS NULL;
CREATE INDEX tasks_unresolved ON tasks (id) WHERE state = 'unknown' OR (state = 'failed' AND money = 'reserved');

CREATE TABLE attempts (
    id        TEXT NOT NULL,
    task_id   TEXT NOT NULL REFERENCES tasks (id),
    number    INTEGER NOT NULL,
    upstream  TEXT NOT NULL,
    pool_key  TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    outcome   TEXT,
    detail    TEXT,
    closed_at INTEGER,
    PRIMARY KEY (task_id, number)
) WITHOUT ROWID;

CREATE TABLE idempotency_keys (
    key_id      TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    task_id     TEXT NOT NULL,
    expires_at  INTEGER NOT NULL,
    PRIMARY KEY (key_id, key)
) WITHOUT ROWID;

CREATE INDEX idempotency_keys_task ON idempotency_keys (task_id);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);

CREATE TABLE ledger (
    id       INTEGER PRIMARY KEY,
    task_id  TEXT NOT NULL,
    key_id   TEXT NOT NULL,
    team     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    reserved INTEGER NOT NULL, -- changes, in millionths of a credit
    charged  INTEGER NOT NULL,
    at       INTEGER NOT NULL
);

CREATE INDEX ledger_task ON ledger (task_id);

-- The ledger's sums by the UTC day on which the task was made.
CREATE TABLE spending (
    account  TEXT NOT NULL,
    id       TEXT NOT NULL,
    day      INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    charged  INTEGER NOT NULL,
    PRIMARY KEY (account, id, day)
) WITHOUT ROWID;

-- When the bucket of a key, a team or a pool key is full again.
CREATE TABLE rates (
    account TEXT NOT NULL,
    id      TEXT NOT NULL,
    full_at INTEGER NOT NULL,
    PRIMARY KEY (account, id)
) WITHOUT ROWID;

CREATE TABLE pool_keys (
    upstream  TEXT NOT NULL,
    pool_key  TEXT NOT NULL,
    in_flight INTEGER NOT NULL CHECK (in_flight >= 0),
    disabled  TEXT, -- an operator's reason
    PRIMARY KEY (upstream, pool_key)
) WITHOUT ROWID;

CREATE TABLE client_keys (
    id                   TEXT PRIMARY KEY,
    name                 TEXT NOT NULL,
    team                 TEXT NOT NULL,
    hash                 BLOB NOT NULL UNIQUE,
    previous_hash        BLOB,
    previous_until       INTEGER,
    models               TEXT,
    requests_per_minute  INTEGER,
    max_concurrent_tasks INTEGER,
    budget_micros        INTEGER,
    budget_period        TEXT,
    expires_at           INTEGER,
    created_at           INTEGER NOT NULL,
    revoked_at           INTEGER
);

CREATE TABLE teams (
    team                 TEXT PRIMARY KEY,
    requests_per_minute  INTEGER,
    max_concurrent_tasks INTEGER,
    budget_micros        INTEGER,
    budget_period        TEXT
);

CREATE TABLE tasks (
    id                TEXT PRIMARY KEY,
    team              TEXT NOT NULL,
    key_id            TEXT NOT NULL,
    request_id        TEXT NOT NULL,
    model             TEXT NOT NULL,
    client_metadata   TEXT,
    upstream_metadata TEXT,
    price_micros      INTEGER NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('submitting', 'polling', 'unknown', 'completed', 'failed')),
    status            TEXT NOT NULL CHECK (status IN ('queued', 'in_progress', 'completed', 'failed')),
    progress          INTEGER NOT NULL CHECK (progress BETWEEN 0 AND 100),
    created_at        INTEGER NOT NULL,
    completed_at      INTEGER,
    expires_at        INTEGER,
    upstream          TEXT NOT NULL,
    pool_key          TEXT NOT NULL,
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
    version           INTEGER NOT NULL,
    request           TEXT NOT NULL
);

CREATE INDEX tasks_due ON tasks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX tasks_leased ON tasks (leased_from) WHERE leased_from IS NOT NULL;
CREATE INDEX tasks_live ON tasks (state) WHERE state IN ('submitting', 'polling', 'unknown');

CREATE TABLE attempts (
    id        TEXT PRIMARY KEY,
    task_id   TEXT NOT NULL REFERENCES tasks (id),
    number    INTEGER NOT NULL,
    upstream  TEXT NOT NULL,
    pool_key  TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    outcome   TEXT CHECK (outcome IN ('accepted', 'rejected', 'unavailable', 'ambiguous')),
    detail    TEXT,
    closed_at INTEGER,
    UNIQUE (task_id, number)
);

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

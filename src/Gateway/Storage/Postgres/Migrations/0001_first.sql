-- Text sorts by its bytes, as ids do by their time. Times are Unix milliseconds and amounts millionths of a credit where not said otherwise.
-- No references between tables: a task's rows are written and deleted together, and each check would lock a row.

-- What changes often: room on the page for the next version of a row, so that no index has to be written.
CREATE TABLE tasks (
    id                text COLLATE "C" PRIMARY KEY,
    team              text COLLATE "C" NOT NULL,
    key_id            text COLLATE "C" NOT NULL,
    request_id        text COLLATE "C" NOT NULL,
    model             text COLLATE "C" NOT NULL,
    client_metadata   text,
    upstream_metadata text,
    price_micros      bigint NOT NULL,
    state             text COLLATE "C" NOT NULL,
    money             text COLLATE "C" NOT NULL,
    status            text COLLATE "C" NOT NULL,
    progress          bigint NOT NULL CHECK (progress BETWEEN 0 AND 100),
    created_at        bigint NOT NULL,
    completed_at      bigint, -- Unix seconds
    expires_at        bigint, -- Unix seconds
    routes            text COLLATE "C" NOT NULL, -- the upstreams that may serve, in order of preference
    upstream          text COLLATE "C",
    pool_key          text COLLATE "C",
    upstream_task_id  text COLLATE "C",
    upstream_alias_id text COLLATE "C",
    result_url        text,
    result_format     text,
    error_code        text,
    error_message     text,
    due_at            bigint,
    silences          bigint NOT NULL,
    not_founds        bigint NOT NULL,
    not_found_since   bigint,
    missing_urls      bigint NOT NULL,
    unknown_since     bigint,
    turn              bigint,
    version           bigint NOT NULL,
    request           text NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX tasks_queued ON tasks (routes, model, turn, id) WHERE state = 'queued';
CREATE INDEX tasks_queued_team ON tasks (routes, team, turn, id) WHERE state = 'queued';
CREATE INDEX tasks_unresolved ON tasks (id) WHERE state = 'unknown' OR (state = 'failed' AND money = 'reserved');

-- When which task has to be looked at, and who does: what changes with every poll stands here, not in the indexes of the wide rows.
CREATE TABLE schedule (
    task_id      text COLLATE "C" PRIMARY KEY,
    upstream     text COLLATE "C" NOT NULL, -- empty while it has none
    due_at       bigint NOT NULL,
    leased_until bigint, -- in no index, so that taking a lease writes none
    leased_by    text COLLATE "C",
    owner        text COLLATE "C" -- the replica whose attempt is open
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

CREATE INDEX schedule_due ON schedule (upstream, due_at);

CREATE TABLE attempts (
    id        text COLLATE "C" NOT NULL,
    task_id   text COLLATE "C" NOT NULL,
    number    bigint NOT NULL,
    upstream  text COLLATE "C" NOT NULL,
    pool_key  text COLLATE "C" NOT NULL,
    opened_at bigint NOT NULL,
    outcome   text COLLATE "C",
    detail    text,
    closed_at bigint,
    replica   text COLLATE "C" NOT NULL, -- which has opened it
    PRIMARY KEY (task_id, number)
) WITH (fillfactor = 80);

CREATE TABLE idempotency_keys (
    key_id      text COLLATE "C" NOT NULL,
    key         text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    task_id     text COLLATE "C" NOT NULL,
    expires_at  bigint NOT NULL,
    PRIMARY KEY (key_id, key)
);

CREATE INDEX idempotency_keys_task ON idempotency_keys (task_id);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);

CREATE TABLE ledger (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id  text COLLATE "C" NOT NULL,
    key_id   text COLLATE "C" NOT NULL,
    team     text COLLATE "C" NOT NULL,
    kind     text COLLATE "C" NOT NULL,
    reserved bigint NOT NULL, -- changes
    charged  bigint NOT NULL,
    at       bigint NOT NULL
);

CREATE INDEX ledger_task ON ledger (task_id);

-- The ledger's sums by the UTC day on which the task was made.
CREATE TABLE spending (
    account  text COLLATE "C" NOT NULL,
    id       text COLLATE "C" NOT NULL,
    day      bigint NOT NULL,
    reserved bigint NOT NULL,
    charged  bigint NOT NULL,
    PRIMARY KEY (account, id, day)
) WITH (fillfactor = 50);

CREATE TABLE accounts (
    account      text COLLATE "C" NOT NULL,
    id           text COLLATE "C" NOT NULL,
    rate_full_at bigint, -- when the bucket of requests a minute is full again, in Unix microseconds
    live         bigint NOT NULL CHECK (live >= 0),
    PRIMARY KEY (account, id)
) WITH (fillfactor = 50);

CREATE TABLE pool_keys (
    upstream     text COLLATE "C" NOT NULL,
    pool_key     text COLLATE "C" NOT NULL,
    in_flight    bigint NOT NULL CHECK (in_flight >= 0),
    rate_full_at bigint, -- Unix microseconds
    disabled     text, -- an operator's reason
    PRIMARY KEY (upstream, pool_key)
) WITH (fillfactor = 50);

-- The turn that each queue has served last.
CREATE TABLE turns (
    routes text COLLATE "C" PRIMARY KEY,
    served bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE client_keys (
    id                   text COLLATE "C" PRIMARY KEY,
    name                 text NOT NULL,
    team                 text COLLATE "C" NOT NULL,
    hash                 bytea NOT NULL UNIQUE,
    previous_hash        bytea,
    previous_until       bigint,
    models               text,
    requests_per_minute  bigint,
    max_concurrent_tasks bigint,
    budget_micros        bigint,
    budget_period        text,
    expires_at           bigint,
    created_at           bigint NOT NULL,
    revoked_at           bigint
);

CREATE TABLE teams (
    team                 text COLLATE "C" PRIMARY KEY,
    requests_per_minute  bigint,
    max_concurrent_tasks bigint,
    budget_micros        bigint,
    budget_period        text
);

-- Every change of a task that somebody can see, for a day. Groups commit one after the other, so later ones have higher ids.
CREATE TABLE events (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id text COLLATE "C" NOT NULL,
    kind    text COLLATE "C" NOT NULL,
    at      bigint NOT NULL,
    replica text COLLATE "C" NOT NULL -- which has made the change
);

-- The processes that run on this database. A lease is renewed long before it ends.
CREATE TABLE replicas (
    id         text COLLATE "C" PRIMARY KEY,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    heard      bigint NOT NULL -- up to which event its subscribers have surely heard all
) WITH (fillfactor = 50);

-- Who serves which queue. One at a time, so that turns are kept.
CREATE TABLE dispatchers (
    routes  text COLLATE "C" PRIMARY KEY,
    replica text COLLATE "C" NOT NULL,
    until   timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Written to by whoever wants to know whether writing works.
CREATE TABLE probe (
    id bigint PRIMARY KEY CHECK (id = 1),
    at bigint NOT NULL
) WITH (fillfactor = 50);

INSERT INTO probe (id, at) VALUES (1, 0);

-- Ends a transaction whose tasks were changed by somebody else since they were read.
CREATE FUNCTION expect_rows(changed bigint, expected bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    IF changed <> expected THEN
        RAISE EXCEPTION 'changed % of % tasks', changed, expected USING ERRCODE = 'GW001';
    END IF;
    RETURN changed;
END
$$;

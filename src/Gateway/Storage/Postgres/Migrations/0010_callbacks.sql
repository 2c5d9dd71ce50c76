-- What tells gateways with another signing secret apart. Nothing can be signed with it.
CREATE TABLE signing (
    one         bigint PRIMARY KEY CHECK (one = 1),
    check_value text COLLATE "C" NOT NULL
);

-- The versions of a team's callback secret. The secrets themselves are derived and stand nowhere.
CREATE TABLE callback_secrets (
    team       text COLLATE "C" NOT NULL,
    version    bigint NOT NULL,
    salt       bytea NOT NULL,
    created_at bigint NOT NULL, -- Unix milliseconds
    expires_at bigint,          -- null for the newest
    PRIMARY KEY (team, version)
);

-- Where the task's end is to be told; null for nowhere.
ALTER TABLE tasks ADD COLUMN callback_url text;

-- Ends of tasks that are told, or were.
CREATE TABLE callbacks (
    id           text COLLATE "C" PRIMARY KEY, -- what the receiver sees as webhook-id
    task_id      text COLLATE "C" NOT NULL,
    team         text COLLATE "C" NOT NULL,
    type         text COLLATE "C" NOT NULL,
    url          text NOT NULL,
    receiver     text COLLATE "C" NOT NULL, -- the URL's host and port: whoever answers there
    created_at   bigint NOT NULL,           -- Unix milliseconds
    status       text COLLATE "C" NOT NULL, -- pending, delivered, failed
    tries        bigint NOT NULL,           -- since it was made or replayed
    due_at       bigint,                    -- null once it has ended
    leased_until bigint,                    -- while somebody tries
    ended_at     bigint
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
CREATE INDEX callbacks_due ON callbacks (receiver, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX callbacks_of_task ON callbacks (task_id);

CREATE TABLE callback_tries (
    callback_id  text COLLATE "C" NOT NULL,
    at           bigint NOT NULL, -- Unix milliseconds
    http_status  bigint,          -- null without an answer
    problem      text,            -- null when it was taken
    milliseconds bigint NOT NULL
);
CREATE INDEX callback_tries_of ON callback_tries (callback_id, at);

-- Receivers whose last answer was no good one. One that fails long is tried by one delivery at a time.
CREATE TABLE callback_receivers (
    receiver      text COLLATE "C" PRIMARY KEY,
    failing_since bigint NOT NULL,
    failures      bigint NOT NULL,
    next_try_at   bigint -- null until it is paused
);

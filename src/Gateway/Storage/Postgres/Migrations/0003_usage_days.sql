-- What has become of the tasks that are gone, by the UTC day (since 1970) on which they were made: docs/decisions/0023.
CREATE TABLE usage_days (
    day       bigint NOT NULL,
    team      text COLLATE "C" NOT NULL,
    key_id    text COLLATE "C" NOT NULL,
    model     text COLLATE "C" NOT NULL,
    upstream  text COLLATE "C" NOT NULL, -- empty where none was tried
    completed bigint NOT NULL,
    failed    bigint NOT NULL,
    seconds   bigint NOT NULL, -- of completed videos
    charged   bigint NOT NULL,
    refunded  bigint NOT NULL,
    PRIMARY KEY (day, team, key_id, model, upstream)
) WITH (fillfactor = 50);

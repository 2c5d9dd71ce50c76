-- What has become of the tasks that are gone, by the UTC day (since 1970) on which they were made: docs/decisions/0023.
CREATE TABLE usage_days (
    day       INTEGER NOT NULL,
    team      TEXT NOT NULL,
    key_id    TEXT NOT NULL,
    model     TEXT NOT NULL,
    upstream  TEXT NOT NULL, -- empty where none was tried
    completed INTEGER NOT NULL,
    failed    INTEGER NOT NULL,
    seconds   INTEGER NOT NULL, -- of completed videos
    charged   INTEGER NOT NULL, -- millionths of a credit
    refunded  INTEGER NOT NULL,
    PRIMARY KEY (day, team, key_id, model, upstream)
) WITHOUT ROWID;

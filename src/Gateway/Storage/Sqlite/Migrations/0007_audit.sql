-- What operators have changed. Nothing is taken out of it, and no id is given twice.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL, -- Unix milliseconds
    operator   TEXT NOT NULL,
    action     TEXT NOT NULL,
    target     TEXT NOT NULL,
    source     TEXT, -- the address that the call came from
    request_id TEXT NOT NULL,
    before     TEXT, -- JSON without secrets
    after      TEXT
);

CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

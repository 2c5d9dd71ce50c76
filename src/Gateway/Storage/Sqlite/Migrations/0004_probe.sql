-- Written to by whoever wants to know whether writing works. SQLite writes no page for a value that stays the same.
CREATE TABLE probe (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
);

INSERT INTO probe (id, at) VALUES (1, 0);

-- A team's tasks, newest first, of one status or merged from all four.
CREATE INDEX tasks_of_team ON tasks (team, status, id);

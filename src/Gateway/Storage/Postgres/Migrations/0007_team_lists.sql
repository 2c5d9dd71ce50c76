-- A team's tasks, newest first, of one status or merged from all four. A change of status then rewrites the task's index
-- entries; a poll that only brings progress does not.
CREATE INDEX tasks_of_team ON tasks (team, status, id);

-- What transfers that were taken out of the history count for in figures that only grow.
CREATE TABLE past (
  name  TEXT PRIMARY KEY,                   -- 'failed WORD', 'sent_twice', 'success' (Unix time)
  value REAL NOT NULL
) STRICT;

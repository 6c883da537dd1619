-- What is done once a transfer has ended well: an event posted, a program run.
CREATE TABLE actions (
  n        INTEGER PRIMARY KEY,
  transfer BLOB NOT NULL REFERENCES transfers (id),
  kind     TEXT NOT NULL,                   -- event | program
  state    INTEGER NOT NULL DEFAULT 0,      -- 0 the transfer has not ended, 1 due, 2 done, 3 failed, 4 a person gave it up
  event_id TEXT NOT NULL DEFAULT '',        -- the same each time it is posted, so that a consumer can drop a second one
  topic    TEXT NOT NULL DEFAULT '',
  key      BLOB,                            -- of the event's record
  body     BLOB NOT NULL DEFAULT x'',       -- of the event: as given, or a template
  template INTEGER NOT NULL DEFAULT 0,      -- whether it is one
  headers  TEXT NOT NULL DEFAULT '[]',      -- JSON list of [name, value]
  command  TEXT NOT NULL DEFAULT '[]',      -- JSON list: the program and its arguments
  next_n   INTEGER NOT NULL DEFAULT 0,      -- files with lower numbers had their run
  failed   TEXT NOT NULL DEFAULT '[]',      -- JSON list: numbers of those whose run failed
  why      TEXT NOT NULL DEFAULT '',
  at       REAL NOT NULL                    -- of its last change
) STRICT;
CREATE INDEX actions_of ON actions (transfer);
CREATE INDEX actions_due ON actions (n) WHERE state = 1;
CREATE INDEX actions_failed ON actions (n) WHERE state = 3;

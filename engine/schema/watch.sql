-- Watched folders, by their path: what was seen in them, so that nothing goes twice and nothing is missed.
CREATE TABLE watches (
  id        INTEGER PRIMARY KEY,
  folder    TEXT NOT NULL UNIQUE,
  root_id   TEXT NOT NULL,                  -- device and file id of the folder when it was last looked through
  began     REAL NOT NULL,                  -- where only new files go, what is older was there before
  known     INTEGER NOT NULL,               -- 0: what was there before is still being noted
  away      REAL NOT NULL DEFAULT 0,        -- since when the folder is not available; 0: it is
  sent      INTEGER NOT NULL DEFAULT 0,     -- files ever
  sent_size INTEGER NOT NULL DEFAULT 0,
  last_sent REAL NOT NULL DEFAULT 0
) STRICT;

-- The version of each path that was sent, is on its way in `send`, or was there before and does not go (version 0).
CREATE TABLE watch_files (
  watch    INTEGER NOT NULL REFERENCES watches (id),
  dir      TEXT NOT NULL,                   -- relative to the folder, '' for itself
  name     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  file_id  TEXT NOT NULL,
  ctime_ns INTEGER NOT NULL,                -- of its inode
  version  INTEGER NOT NULL DEFAULT 0,      -- how many versions of this path were stored
  digest   BLOB NOT NULL DEFAULT x'',       -- of the last one, in pieces of `block` bytes
  block    INTEGER NOT NULL DEFAULT 0,
  send     BLOB,                            -- the bundle it travels in, until that is stored
  gone     REAL NOT NULL DEFAULT 0,         -- since when nothing has this name
  PRIMARY KEY (watch, dir, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX watch_files_open ON watch_files (send) WHERE send IS NOT NULL;

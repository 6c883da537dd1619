-- Common facts of sends and fetches. Intent (wanted), outcome and facts only: no live phases.
CREATE TABLE transfers (
  id          BLOB PRIMARY KEY,             -- 16 random bytes; of a send: the transfer id in the offer
  kind        TEXT NOT NULL,                -- send | fetch
  title       TEXT NOT NULL,
  cluster     TEXT NOT NULL,                -- name in the settings
  queue       TEXT NOT NULL DEFAULT '',
  peer        TEXT NOT NULL DEFAULT '',     -- recipients' or sender's names, for people
  wanted      TEXT NOT NULL DEFAULT 'run',  -- run | pause | stop
  outcome     TEXT NOT NULL DEFAULT '',     -- '' | stored | placed | partly | failed | cancelled | withdrawn
  position    REAL NOT NULL,                -- order in the queue, lowest first
  entries     INTEGER NOT NULL DEFAULT 0,
  entries_done INTEGER NOT NULL DEFAULT 0,
  left_out    INTEGER NOT NULL DEFAULT 0,
  size        INTEGER NOT NULL DEFAULT 0,   -- plain bytes
  done        INTEGER NOT NULL DEFAULT 0,   -- plain bytes stored (send) or durable (fetch)
  sent_twice  INTEGER NOT NULL DEFAULT 0,   -- plain bytes that went again after an interruption
  saved       INTEGER NOT NULL DEFAULT 0,   -- bytes that compression saved
  error       TEXT NOT NULL DEFAULT '',     -- word of the last error while it stands, else ''
  why         TEXT NOT NULL DEFAULT '',
  todo        TEXT NOT NULL DEFAULT '',
  added       REAL NOT NULL,
  finished    REAL NOT NULL DEFAULT 0,
  forgotten   INTEGER NOT NULL DEFAULT 0    -- 1: off the lists; 2: old, and soon taken out of the journal
) STRICT;
CREATE INDEX transfers_order ON transfers (position, added, id);
CREATE INDEX transfers_open ON transfers (position, added, id) WHERE outcome = '';
CREATE INDEX transfers_to_go ON transfers (size, done, forgotten, outcome) WHERE outcome = '';
CREATE INDEX transfers_asked ON transfers (cluster) WHERE error = 'asked';
CREATE INDEX transfers_ended ON transfers (position, added, id) WHERE outcome != '';
CREATE INDEX transfers_finished ON transfers (finished) WHERE outcome != '';
CREATE INDEX transfers_going ON transfers (id) WHERE forgotten = 2;

-- The story of a transfer: what `towline log` shows.
CREATE TABLE attempts (
  n        INTEGER PRIMARY KEY,
  at       REAL NOT NULL,
  transfer BLOB NOT NULL,
  event    TEXT NOT NULL,
  verdict  TEXT NOT NULL DEFAULT '',
  sentence TEXT NOT NULL,
  details  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attempts_of ON attempts (transfer, n);

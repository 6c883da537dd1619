-- Fleets: invitations I made, whom they admitted, teams I was admitted to, what stations told me.

CREATE TABLE invitations (
  id          BLOB PRIMARY KEY,             -- 16
  team        TEXT NOT NULL,
  cluster     TEXT NOT NULL,                -- name in the settings
  cluster_id  TEXT NOT NULL,
  join_key    BLOB NOT NULL,                -- sealed under the vault
  most        INTEGER NOT NULL,             -- how many it admits
  made        REAL NOT NULL,
  expires_ms  INTEGER NOT NULL,
  made_by     BLOB NOT NULL,                -- fingerprint of my identity whose card it brings
  closed      REAL NOT NULL DEFAULT 0       -- when I closed it; 0: open
) STRICT;

-- My answers to joins, and to whom else I seal a team's keys (invitation: zeros). Those refused are bounded in number.
CREATE TABLE admissions (
  invitation  BLOB NOT NULL,
  reader      BLOB NOT NULL,                -- fingerprint
  cluster     TEXT NOT NULL,
  team        TEXT NOT NULL,
  name        TEXT NOT NULL,                -- as the computer calls itself
  verdict     INTEGER NOT NULL,             -- as in FORMAT.md 12.2
  at          REAL NOT NULL,                -- broker time of the join
  seen_offset INTEGER NOT NULL,             -- of the join; a later one is answered again
  number      INTEGER NOT NULL DEFAULT 0,   -- of the last admission
  answered    REAL NOT NULL DEFAULT 0,      -- when the cluster had the newest one; 0: not yet
  PRIMARY KEY (invitation, reader, cluster)
) STRICT;
CREATE INDEX admissions_due ON admissions (cluster) WHERE answered = 0;

-- Invitations that this computer took.
CREATE TABLE enrolments (
  invitation  BLOB PRIMARY KEY,
  team        TEXT NOT NULL,
  cluster     TEXT NOT NULL,
  name        TEXT NOT NULL,
  at          REAL NOT NULL,
  verdict     INTEGER                       -- NULL: not answered yet
) STRICT;

-- Who may change the keys of a team and hears how this computer is. `cluster` empty: by a key given as text.
CREATE TABLE team_admins (
  team        TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  cluster     TEXT NOT NULL,
  PRIMARY KEY (team, fingerprint, cluster)
) STRICT;

-- The last word of each accepted station.
CREATE TABLE stations (
  fingerprint BLOB PRIMARY KEY,
  cluster     TEXT NOT NULL,
  at          REAL NOT NULL,                -- broker time
  number      INTEGER NOT NULL,
  status      BLOB NOT NULL                 -- encoded
) STRICT;

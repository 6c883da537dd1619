-- What a person said about everything at once. word: pause | limited | full | anyway REASON; until: Unix time, 0 = until
-- taken back (anyway: until the reason is over).
CREATE TABLE paces (
  word   TEXT PRIMARY KEY,
  until  REAL NOT NULL
) STRICT;

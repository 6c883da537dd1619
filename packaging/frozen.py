"""Where a frozen Towline begins: PyInstaller's program runs this file.

Promises: programs that it starts find the libraries of the system, not those that came along with Towline; and it can be the
keeper of a Java, which elsewhere is `python -I kafka_keeper.py`.
"""

import os
import sys

# What PyInstaller's own start has put there is meant for this process alone, which has read it by now.
for name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[name]
for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    before = os.environ.pop(f"{name}_ORIG", None)
    os.environ.pop(name, None)
    if before:
        os.environ[name] = before

from engine import kafka_keeper  # noqa: E402  it may start nothing before the environment is right

if sys.argv[1:2] == [kafka_keeper.FROZEN_WORD]:
    kafka_keeper.main(*sys.argv[2:])

from engine.cli import main  # noqa: E402  a keeper needs none of it

sys.exit(main())

# Finds a Python and hands over to packaging/dev.py, which works without make too: python3 packaging/dev.py help
FITS = import venv, ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

help setup test check demo run soak bench bench-peers screenshots build clean:
	@for python in python3.13 python3.12 python3.11 python3 "$$(uv python find '>=3.11,<3.14' 2>/dev/null)"; do \
	    "$$python" -c '$(FITS)' 2>/dev/null && exec "$$python" packaging/dev.py $@; \
	done; \
	command -v python3 >/dev/null && exec python3 packaging/dev.py $@; \
	echo "Towline needs Python 3.11-3.13; found none. Debian, Ubuntu: apt install python3 python3-venv"; exit 2

.PHONY: help setup test check demo run soak bench bench-peers screenshots build clean

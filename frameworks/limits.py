"""How large a file that somebody sends may be. Apart, since reading YAML is slow to load."""

from __future__ import annotations

MAX_ARCHIVE_BYTES = 5_000_000
OVERSIZED = f"This file is larger than {MAX_ARCHIVE_BYTES // 10**6} MB."

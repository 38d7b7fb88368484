"""Run every bench, print each figure as its share of the bound, and fail if one is exceeded."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from tests import bench
from tests.bench import Figure


def every_figure() -> Iterator[Figure]:
    for module in iter_modules(bench.__path__, f"{bench.__name__}."):
        if not module.name.endswith(".__main__"):
            yield from import_module(module.name).figures()


def main() -> int:
    exceeded = 0
    for figure in every_figure():
        print(figure, flush=True)  # noqa: T201  # this is a command
        exceeded += figure.share > 1
    return min(exceeded, 1)


if __name__ == "__main__":
    sys.exit(main())

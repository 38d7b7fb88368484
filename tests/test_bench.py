"""The benches themselves: every module has figures, and an exceeded bound fails the run."""

from __future__ import annotations

from pkgutil import iter_modules

import pytest

from tests import bench
from tests.bench import Figure, __main__, best_of, scoring

MODULES = [m.name for m in iter_modules(bench.__path__) if m.name != "__main__"]


@pytest.mark.parametrize("name", MODULES)
def test_a_bench_has_figures(name):
    module = __import__(f"tests.bench.{name}", fromlist=["figures"])

    assert callable(module.figures)


def test_the_scoring_bench_measures():
    """Not the reports bench: its first figure prints four whole PDFs. Bounds are `make bench`'s."""
    figure = next(scoring.figures())

    assert figure.name.startswith("score, ")
    assert "88 questions" in figure.name
    assert figure.value > 0
    assert figure.share == figure.value / 2


@pytest.mark.parametrize(("value", "code"), [(2.0, 0), (2.1, 1)])
def test_an_exceeded_bound_fails_the_run(monkeypatch, capsys, value, code):
    monkeypatch.setattr(__main__, "every_figure", lambda: iter([Figure("work", value, 2)]))

    assert __main__.main() == code
    assert ("TOO SLOW" in capsys.readouterr().out) is bool(code)


def test_the_best_round_counts():
    assert 0 < best_of(lambda: sum(range(1000)), rounds=3) < 1000

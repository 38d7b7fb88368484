"""How static files are named once they are collected."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Scripts import each other by name, so those names get their hash, too."""

    support_js_module_import_aggregation = True

"""The pages of the library, as search engines want them listed."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.contrib.sitemaps import Sitemap

from frameworks import twins
from frameworks.models import Edition
from frameworks.parsing import to_document


class LibrarySitemap(Sitemap):  # type: ignore[type-arg]  # generic in its stubs alone
    """Every page of the edition shown, each as new as the edition. One query."""

    @cached_property
    def edition(self) -> Edition | None:
        return Edition.objects.newest_published()

    def items(self) -> list[str]:
        if self.edition is None:
            return []
        return list(twins.addresses(to_document(self.edition.definition)))

    def location(self, item: str) -> str:
        return item

    def lastmod(self, item: str) -> datetime | None:
        return self.edition.published_at if self.edition else None

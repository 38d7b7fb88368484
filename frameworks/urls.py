from django.urls import path

from frameworks.views import (
    annex,
    changes,
    corrections,
    crosswalks,
    facts,
    genai,
    glossary,
    library,
    markets,
    principles,
    region,
    search,
    sources,
    twins,
)

app_name = "frameworks"
urlpatterns = [
    path("", library.library, name="library"),
    path("principles/<slug:key>/", principles.principle, name="principle"),
    path("genai/", genai.genai, name="genai"),
    path("cross-border/", genai.cross_border, name="cross-border"),
    path("annex-a/", annex.annex_a, name="annex-a"),
    path("guide/", region.guide, name="guide"),
    path("roadmap/", region.roadmap, name="roadmap"),
    path("defa/", region.defa, name="defa"),
    path("region/", region.region, name="region"),
    path("singapore/", region.singapore, name="singapore"),
    path("facts/", facts.facts, name="facts"),
    path("markets/", markets.markets, name="markets"),
    path("markets/compare/", markets.compare, name="compare-markets"),
    path("markets/<slug:slug>/", markets.market, name="market"),
    path("crosswalks/", crosswalks.crosswalks, name="crosswalks"),
    path("crosswalks/<slug:target>/", crosswalks.crosswalk, name="crosswalk"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("sources/", sources.sources, name="sources"),
    path("changes/", changes.changes, name="changes"),
    path("search/", search.search, name="search"),
    path("<path:page>.json", twins.twin, name="twin"),
]

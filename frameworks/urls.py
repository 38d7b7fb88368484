from django.urls import path

from frameworks.views import (
    annex,
    corrections,
    crosswalks,
    genai,
    glossary,
    library,
    markets,
    principles,
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
    path("roadmap/", library.roadmap, name="roadmap"),
    path("defa/", library.defa, name="defa"),
    path("region/", library.region, name="region"),
    path("markets/", markets.markets, name="markets"),
    path("markets/<slug:slug>/", markets.market, name="market"),
    path("crosswalks/", crosswalks.crosswalks, name="crosswalks"),
    path("crosswalks/<slug:target>/", crosswalks.crosswalk, name="crosswalk"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("sources/", sources.sources, name="sources"),
    path("<path:page>.json", twins.twin, name="twin"),
]

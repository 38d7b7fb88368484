"""The pages for content editors. Their names stand in the namespace `editions`."""

from django.urls import path

from frameworks.views import (
    differences,
    draft_acts,
    drafts,
    exchange,
    preview,
    record_acts,
    records,
    review,
    translation_texts,
    translations,
)

app_name = "editions"
urlpatterns = [
    path("", drafts.editions, name="list"),
    path("upload/new/", exchange.upload_new, name="upload-new"),
    path("upload/new/<uuid:id>/", exchange.new_preview, name="upload-new-preview"),
    path("<str:label>/", drafts.edition, name="edition"),
    path("<str:label>/start/", drafts.start_draft, name="start"),
    path("<str:label>/edit/", records.part, name="edit"),
    path("<str:label>/edit/<path:place>/", records.part, name="part"),
    path("<str:label>/add/<path:place>/", record_acts.add, name="add-record"),
    path("<str:label>/move/<path:place>/", record_acts.move, name="move-record"),
    path("<str:label>/retire/<path:place>/", record_acts.retire, name="retire-record"),
    path("<str:label>/review/", review.review, name="review"),
    path("<str:label>/review/<path:place>/", review.still_true, name="still-true"),
    path("<str:label>/translations/", translations.translations, name="translations"),
    path("<str:label>/translations/<str:language>/", translations.language, name="translation"),
    path(
        "<str:label>/translations/<str:language>/remove/",
        translations.remove_language,
        name="remove-language",
    ),
    path(
        "<str:label>/translations/<str:language>/<path:place>/",
        translation_texts.texts,
        name="translation-texts",
    ),
    path("<str:label>/fixtures.zip", exchange.fixtures, name="fixtures"),
    path("<str:label>/upload/", exchange.upload, name="upload"),
    path("<str:label>/upload/<uuid:id>/", exchange.upload_preview, name="upload-preview"),
    path("<str:label>/changes/", differences.changes, name="changes"),
    path("<str:label>/changes.txt", differences.changes_text, name="changes-text"),
    path("<str:label>/reset/", draft_acts.reset, name="reset"),
    path("<str:label>/delete/", draft_acts.delete, name="delete"),
    path("<str:label>/propose/", draft_acts.propose, name="propose"),
    path("<str:label>/withdraw/", draft_acts.withdraw, name="withdraw"),
    path("<str:label>/publish/", draft_acts.publish, name="publish"),
    path("<str:label>/retire/", draft_acts.retire, name="retire"),
    path("<str:label>/preview/", preview.preview, name="preview"),
    path("<str:label>/preview/<path:page>", preview.preview, name="preview"),
]

"""The library of each edition that was ever published, at addresses that name the edition.

They stand outside the namespace of the library, whose addresses are led here while such a page is
made.
"""

from django.urls import path

from frameworks.views import issued

app_name = "issued"
urlpatterns = [
    path("<str:label>/", issued.issued, name="home"),
    path("<str:label>/<path:page>/", issued.issued, name="page"),
    path("<str:label>/<path:page>.json", issued.issued, name="twin"),
]

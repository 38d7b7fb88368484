from django.apps import AppConfig


class AseanaiConfig(AppConfig):
    name = "aseanai"
    verbose_name = "ASEAN AI governance scorecard"

    def ready(self) -> None:
        from aseanai import checks  # noqa: F401  # registers itself

from django.apps import AppConfig
from django.core.checks import Tags, register


class FrameworksConfig(AppConfig):
    name = "frameworks"
    verbose_name = "Frameworks"

    def ready(self) -> None:
        from frameworks import checks

        register(checks.check_fixtures_folder)
        register(Tags.database)(checks.check_stored_documents)

from allauth.mfa.apps import MFAConfig
from django.apps import AppConfig


class AseanaiConfig(AppConfig):
    default = True
    name = "aseanai"
    verbose_name = "ASEAN AI governance scorecard"

    def ready(self) -> None:
        from aseanai import checks  # noqa: F401  # registers itself


class SecondFactorConfig(MFAConfig):  # type: ignore[misc]  # has no types
    """The same under the name that its pages bear."""

    default = False
    verbose_name = "Second factor"

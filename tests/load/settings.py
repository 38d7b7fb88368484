"""The settings of tests, with the bare view beside the product's own addresses."""

from typing import Any

from tests import settings
from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.load.bare"

# Conflicts are wanted here, so warnings say nothing; whatever else is written is a fault.
LOGGING: dict[str, Any] = {**settings.LOGGING}
LOGGING["handlers"] = {"stderr": {"class": "logging.StreamHandler", "level": "ERROR"}}

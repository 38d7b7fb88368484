"""The settings of tests, with the bare view beside the product's own addresses."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.load.bare"

# Conflicts are wanted here, so warnings say nothing; whatever else is written is a fault.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {"django": {"handlers": []}},
    "root": {"handlers": ["stderr"]},
}

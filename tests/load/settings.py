"""The settings of tests, with the bare view beside the product's own addresses."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.load.bare"

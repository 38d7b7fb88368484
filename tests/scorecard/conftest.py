from __future__ import annotations

import pytest

from tests.factories import make_assessment, make_user


@pytest.fixture
def owner():
    return make_user(username="owner", first_name="Olga", last_name="Owner")


@pytest.fixture
def assessment(owner):
    """A draft of the owner's organisation with nothing answered, in two markets."""
    return make_assessment(by=owner)


@pytest.fixture
def as_owner(client, owner):
    client.force_login(owner)
    return client

"""What all tests share: how long a property runs."""

from tests import effort

effort.load()

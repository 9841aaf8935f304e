"""The example in the README is run as it stands."""

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

pytest_collect_file = Sybil([PythonCodeBlockParser()], patterns=["README.md"]).pytest()

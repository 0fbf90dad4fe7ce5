"""A pytest plugin, loaded before the settings, that says: these are tests.

`alongside.config.databases` then signs in as the test role, which may act as the application and as the keeper,
and which exists only where there are no real people.
"""

import os

os.environ["ALONGSIDE_TEST"] = "1"

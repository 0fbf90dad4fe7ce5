"""A pytest plugin, loaded before the settings, that says: these are tests.

`alongside.config.databases` then signs in as the test role, which may act as the application and as the keeper,
and which exists only where there are no real people.
"""

import os

os.environ["ALONGSIDE_TEST"] = "1"
# A browser driven in the same process runs a loop of its own; our own code beside it is as plain as ever.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

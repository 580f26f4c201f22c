"""`python -m bot` is `beslutsbot`."""

from bot.cli import main

raise SystemExit(main())

"""The tests, a package so that tests/telegram is not taken for the library of that name."""

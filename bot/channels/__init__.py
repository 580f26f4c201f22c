"""Where people ask. A channel only turns an Answer into what its people see."""

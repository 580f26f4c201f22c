"""Views: how answers, menus and buttons look on Telegram."""

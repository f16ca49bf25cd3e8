"""The VIP accounts: the list with what is due first, and a page for each that is edited in place."""

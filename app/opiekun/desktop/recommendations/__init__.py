"""What was recommended to a customer, as the account's page and its calls show it."""

"""The short guide at the first start: who are you, when and where, and where requests come from."""

"""Where requests come from: LiveAgent over its REST API, and files in JSON Lines or CSV."""

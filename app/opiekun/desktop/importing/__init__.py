"""Taking in a file of requests: choose or drop it, map its columns, look at the first rows, import."""

"""The desk's database: tables, units of work, migrations and backups. Knows the domain, and nothing else of the house.

Open it with :func:`opiekun.store.opening.open_store`.
"""

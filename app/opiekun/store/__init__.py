"""The desk's file: SQLAlchemy tables, repositories, the unit of work, migrations and backups."""

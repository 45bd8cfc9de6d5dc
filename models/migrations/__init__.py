"""How the database's tables came to be: Alembic migrations, the same for SQLite and PostgreSQL."""

# ruff: noqa: E501
"""Corrections by people, what was read beneath them, full-text search, and which documents revise which."""

import sqlalchemy as sa
from alembic import op

from models.migrations.versions.v0001_first_schema import ONE_CELL, OVERVIEW

revision = "0002"
down_revision = "0001"

REVIEWED = OVERVIEW.replace("tasks.confidence\n", "tasks.confidence, tasks.review\n")

REVISED = """
CREATE VIEW document_revisions AS
SELECT one.id AS document_id, other.id AS revision_id
FROM documents AS one
JOIN documents AS other
  ON other.number = one.number AND other.kind = one.kind AND other.id <> one.id
 AND coalesce(other.issuer, '') = coalesce(one.issuer, '') AND coalesce(other.parent_issuer, '') = coalesce(one.parent_issuer, '')
 AND coalesce(other.label, '') = coalesce(one.label, '')
 AND coalesce(other.year, 0) = coalesce(one.year, 0)
WHERE one.number NOT LIKE '/%'
"""

# The index follows `task_search` row by row, also when rows fall with their task.
FOLLOW = (
    "CREATE VIRTUAL TABLE task_search_index USING fts5(words, content='task_search', content_rowid='task_id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER task_search_added AFTER INSERT ON task_search BEGIN"
    " INSERT INTO task_search_index(rowid, words) VALUES (new.task_id, new.words); END",
    "CREATE TRIGGER task_search_removed AFTER DELETE ON task_search BEGIN"
    " INSERT INTO task_search_index(task_search_index, rowid, words) VALUES ('delete', old.task_id, old.words); END",
    "CREATE TRIGGER task_search_changed AFTER UPDATE ON task_search BEGIN"
    " INSERT INTO task_search_index(task_search_index, rowid, words) VALUES ('delete', old.task_id, old.words);"
    " INSERT INTO task_search_index(rowid, words) VALUES (new.task_id, new.words); END",
)
VECTOR = (
    "ALTER TABLE task_search ADD COLUMN search_index tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "COMMENT ON COLUMN task_search.search_index IS 'The words as PostgreSQL searches them.'",
    "CREATE INDEX task_search_index ON task_search USING gin (search_index)",
)


def upgrade() -> None:
    """Make the tables, columns, views and indexes, and index the tasks that are there."""
    op.add_column("tasks", sa.Column("review", sa.Text(), server_default="read", nullable=False, comment="read (nobody looked), accepted, corrected or added: what people said of it."))  # fmt: skip
    op.add_column("unit_aliases", sa.Column("made_by", sa.Text(), nullable=True, comment="Person who said that it means this unit; empty for one found in a plan."))  # fmt: skip
    _make_corrections()
    _make_readings()
    _make_search()
    _make_overview(REVIEWED)
    op.execute(REVISED)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "COMMENT ON VIEW document_revisions IS 'Documents with the same number, issuer and year but other bytes.'"
        )


def _make_corrections() -> None:
    op.create_table(
        "corrections",
        _id(),
        sa.Column("document_id", sa.Integer(), nullable=True, comment="The document; empty for the name of a unit, which holds everywhere."),
        sa.Column("task_id", sa.Integer(), nullable=True, comment="The task's id, also when the task is gone."),
        sa.Column("action", sa.Text(), nullable=False, comment="edit, accept, reject, split, merge, add or unit-alias."),
        sa.Column("field", sa.Text(), nullable=True, comment="Field that an edit changes."),
        sa.Column("before", sa.JSON(), nullable=True, comment="Value that the person saw."),
        sa.Column("after", sa.JSON(), nullable=True, comment="Value that the person gave."),
        sa.Column("base", sa.JSON(), nullable=True, comment="What had been read when it was said: the field, or the task."),
        sa.Column("who", sa.Text(), nullable=False, comment="Who said it."),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, comment="When, UTC."),
        sa.Column("state", sa.Text(), nullable=False, comment="applied, superseded, reading-changed, orphaned (its task is gone) or withdrawn."),
        sa.Column("withdrawn_by", sa.Text(), nullable=True, comment="Who took it back."),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True, comment="When it was taken back, UTC."),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_corrections_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        comment="What people said about what was read; it lies over the reading and outlives it.",
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_corrections_document_id", "corrections", ["document_id"], unique=False)
    op.create_index("ix_corrections_task_id", "corrections", ["task_id"], unique=False)


def _make_readings() -> None:
    op.create_table(
        "task_readings",
        _id(),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The document."),
        sa.Column("task_id", sa.Integer(), nullable=False, comment="The task's id; a rejected or merged task has no row in `tasks`."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Place within the document, from 0."),
        sa.Column("reading", sa.JSON(), nullable=False, comment="The task as read, whole, its evidence included."),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_task_readings_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_task_readings"),
        sa.UniqueConstraint("task_id", name="uq_task_readings_task_id"),
        comment="What was read of the tasks that people changed; `tasks` holds what is in force.",
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_task_readings_document_id", "task_readings", ["document_id"], unique=False)


def _make_search() -> None:
    op.create_table(
        "task_search",
        _id(),
        sa.Column("task_id", sa.Integer(), nullable=False, comment="The task."),
        sa.Column("words", sa.Text(), nullable=False, comment="Words of its text, group, deliverable, note, condition and units."),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_task_search_task_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_task_search"),
        sa.UniqueConstraint("task_id", name="uq_task_search_task_id"),
        comment="The words of each task as the full-text search knows them: in lower case, then without marks.",
        sqlite_autoincrement=True,
    )  # fmt: skip
    for statement in FOLLOW if op.get_bind().dialect.name == "sqlite" else VECTOR:
        op.execute(statement)
    from models.search_words import index_all  # the words of rows that were there before

    index_all(op.get_bind())


def _id() -> "sa.Column[int]":
    return sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice.")


def _make_overview(view: str) -> None:
    dialect = op.get_bind().dialect.name
    op.execute("DROP VIEW task_overview")
    op.execute(view.format(**{role: ONE_CELL[dialect].format(role=role) for role in ("lead", "coordinate", "direct")}))
    if dialect == "postgresql":
        op.execute("COMMENT ON VIEW task_overview IS 'One row a task, ready for a spreadsheet or a BI tool.'")


def downgrade() -> None:
    """Drop what was made; the tasks stay as people corrected them."""
    op.execute("DROP VIEW document_revisions")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE task_search_index")
    for table in ("task_search", "task_readings", "corrections"):
        op.drop_table(table)
    _make_overview(OVERVIEW)
    op.drop_column("unit_aliases", "made_by")
    op.drop_column("tasks", "review")

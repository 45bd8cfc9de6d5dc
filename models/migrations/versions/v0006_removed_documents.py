# ruff: noqa: E501
"""Documents that people removed, with what had been said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table; nothing was removed yet."""
    op.create_table(
        "removed_documents",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The number it had in `documents`, which no other document gets."),
        sa.Column("sha256", sa.Text(), nullable=False, comment="SHA-256 of its bytes: the same file may come in again."),
        sa.Column("source", sa.Text(), nullable=False, comment="Its file name."),
        sa.Column("number", sa.Text(), nullable=True, comment="Its number and symbol."),
        sa.Column("title", sa.Text(), nullable=True, comment="Its title."),
        sa.Column("task_count", sa.Integer(), nullable=False, comment="How many tasks went with it."),
        sa.Column("removed_by", sa.Text(), nullable=False, comment="Who removed it."),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False, comment="When, UTC."),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why, where the person said so."),
        sa.Column("corrections", sa.JSON(), nullable=False, comment="What people had said of it: a JSON list of rows of `corrections`."),
        sa.Column("tasks", sa.JSON(), nullable=False, comment="By what the tasks that they spoke of are known again: id, section, label and text of each; as read, then as corrected."),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True, comment="When the same file came in again and what was said was laid over it, UTC."),
        sa.PrimaryKeyConstraint("id", name="pk_removed_documents"),
        comment="Documents that people removed: who, when and why, and what had been said of them.",
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_removed_documents_sha256", "removed_documents", ["sha256"], unique=False)


def downgrade() -> None:
    """Drop the table; what had been said of removed documents goes with it."""
    op.drop_table("removed_documents")

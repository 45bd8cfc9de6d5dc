# ruff: noqa: E501
"""What storages said of files when they were last fetched."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; what is on storages is fetched once more."""
    op.create_table(
        "remote_files",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("key", sa.Text(), nullable=False, comment="Digest of its whole address."),
        sa.Column(
            "url", sa.Text(), nullable=False, comment="Its address, without a password and without what signs it."
        ),
        sa.Column(
            "mark", sa.Text(), nullable=False, comment="What its storage said of it then: size with ETag or time."
        ),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The document that its bytes are."),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_remote_files_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_remote_files"),
        sa.UniqueConstraint("key", name="uq_remote_files_key"),
        comment="Files on storages, as they were when they were last fetched: one of which the same is said is not fetched again.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_remote_files_document_id", "remote_files", ["document_id"], unique=False)


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("remote_files")

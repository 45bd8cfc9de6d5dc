# ruff: noqa: E501
"""The first schema: documents with their sections, tasks, units, targets, citations, findings; runs; the overview."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ONE_CELL = {
    # SQLite before 3.44 cannot order inside group_concat: the inner query does.
    "sqlite": "(SELECT group_concat(name, '; ') FROM (SELECT units.name FROM assignments JOIN units ON units.id = assignments.unit_id"
    " WHERE assignments.task_id = tasks.id AND assignments.role = '{role}' ORDER BY assignments.position))",
    "postgresql": "(SELECT string_agg(units.name, '; ' ORDER BY assignments.position) FROM assignments JOIN units ON units.id = assignments.unit_id"
    " WHERE assignments.task_id = tasks.id AND assignments.role = '{role}')",
}

OVERVIEW = """
CREATE VIEW task_overview AS
SELECT tasks.id AS task_id, documents.id AS document_id, tasks.position, documents.source, documents.number,
       documents.title AS document_title, documents.issuer, documents.issued_on, documents.year,
       tasks.section, sections.title AS section_title, tasks."group" AS group_title, tasks.label, tasks.text,
       {lead} AS lead_unit, {coordinate} AS coordinating_units, {direct} AS directing_units,
       tasks.deliverable, tasks.deadline_text, tasks.start_on, tasks.due_on, tasks.recurrence, tasks.condition,
       tasks.note, tasks.page, tasks.confidence
FROM tasks
JOIN documents ON documents.id = tasks.document_id
LEFT JOIN sections ON sections.id = tasks.section_id
"""


def upgrade() -> None:
    """Make every table and the view."""
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column(
            "sha256",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of the file's bytes, in hex: what makes it the same file under any name.",
        ),
        sa.Column(
            "source",
            sa.Text(),
            nullable=False,
            comment="File name; the first in alphabetical order when the same bytes came under several.",
        ),
        sa.Column("page_count", sa.Integer(), nullable=False, comment="Number of pages."),
        sa.Column("kind", sa.Text(), nullable=False, comment="plan, appendix, decision, dispatch, report or other."),
        sa.Column(
            "number",
            sa.Text(),
            nullable=True,
            comment="Number and symbol (số, ký hiệu); the known part where the serial is left blank.",
        ),
        sa.Column("title", sa.Text(), nullable=True, comment="Title as printed, without the word KẾ HOẠCH or PHỤ LỤC."),
        sa.Column("label", sa.Text(), nullable=True, comment="Label of an appendix, such as Phụ lục 3."),
        sa.Column("issuer", sa.Text(), nullable=True, comment="Body that issued it, in full words."),
        sa.Column("parent_issuer", sa.Text(), nullable=True, comment="Body above the issuer in the letterhead."),
        sa.Column("place", sa.Text(), nullable=True, comment="Place of issue."),
        sa.Column(
            "issued_on", sa.Date(), nullable=True, comment="Date of issue; empty when blank or incomplete on paper."
        ),
        sa.Column("year", sa.Integer(), nullable=True, comment="Year the plan is for or was issued in."),
        sa.Column("has_signer", sa.Boolean(), nullable=False, comment="Whether there is a signature block."),
        sa.Column("signer_name", sa.Text(), nullable=True, comment="Name of the person who signed."),
        sa.Column("signer_position", sa.Text(), nullable=True, comment="Position of the signer."),
        sa.Column("signer_capacity", sa.Text(), nullable=True, comment="The KT., TM. or TL. line above the position."),
        sa.Column("recipients", sa.JSON(), nullable=False, comment="Nơi nhận: a JSON list, one entry a line item."),
        sa.Column(
            "is_attached",
            sa.Boolean(),
            nullable=False,
            comment="Whether it is an appendix that names the document it belongs to.",
        ),
        sa.Column(
            "attached_to_kind", sa.Text(), nullable=True, comment="Kind of the document that an appendix belongs to."
        ),
        sa.Column("attached_to_number", sa.Text(), nullable=True, comment="Number of that document."),
        sa.Column("attached_to_issued_on", sa.Date(), nullable=True, comment="Date of that document."),
        sa.Column("attached_to_issuer", sa.Text(), nullable=True, comment="Issuer of that document."),
        sa.Column(
            "text_source",
            sa.Text(),
            nullable=False,
            comment="text_layer, ocr, restored or mixed: where the words came from.",
        ),
        sa.Column(
            "residue_share",
            sa.Double(),
            nullable=False,
            comment="Share of the characters in no task, section, field or furniture, 0 to 1.",
        ),
        sa.Column("program_version", sa.Text(), nullable=False, comment="Version of the program that read it."),
        sa.Column(
            "ingested_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="Moment of the reading that these rows come from, UTC.",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("sha256", name="uq_documents_sha256"),
        comment="One ingested file: a plan, an appendix, a decision with its plan.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_documents_number", "documents", ["number"], unique=False)
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="When it began, UTC."),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it ended, UTC; empty while it runs or when it was killed.",
        ),
        sa.Column(
            "status",
            sa.Text(),
            nullable=False,
            comment="running, finished, interrupted or stopped (by an error); a killed run stays running.",
        ),
        sa.Column("program_version", sa.Text(), nullable=False, comment="Version of the program."),
        sa.Column("inputs", sa.JSON(), nullable=False, comment="The files, folders and globs asked for: a JSON list."),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        comment="One call of `kehoach ingest`.",
        sqlite_autoincrement=True,
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("name", sa.Text(), nullable=False, comment="Canonical name in full words."),
        sa.Column(
            "key", sa.Text(), nullable=False, comment="Digest of the name, which may be longer than an index can hold."
        ),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint("key", name="uq_units_key"),
        comment="Bodies and groups that tasks are assigned to: one row for one name, shared by all documents.",
        sqlite_autoincrement=True,
    )
    op.create_table(
        "citations",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The document that names it."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Place within the document, from 0."),
        sa.Column("kind", sa.Text(), nullable=True, comment="Kind of the named document, such as Nghị quyết."),
        sa.Column("number", sa.Text(), nullable=False, comment="Its number and symbol."),
        sa.Column("issued_on", sa.Date(), nullable=True, comment="Its date, where any mention gives it."),
        sa.Column("issuer", sa.Text(), nullable=True, comment="Its issuer, where any mention gives it."),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_citations_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_citations"),
        comment="Documents that the document names by number, each once.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_citations_document_id", "citations", ["document_id"], unique=False)
    op.create_index("ix_citations_number", "citations", ["number"], unique=False)
    op.create_table(
        "document_names",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The document."),
        sa.Column("name", sa.Text(), nullable=False, comment="File name without its folder."),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_document_names_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_names"),
        sa.UniqueConstraint("document_id", "name", name="uq_document_names_document_id_name"),
        comment="Every file name under which the same bytes came in.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_names_document_id", "document_names", ["document_id"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The document."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Place within the document, from 0."),
        sa.Column("severity", sa.Text(), nullable=False, comment="info, warning or error."),
        sa.Column("code", sa.Text(), nullable=False, comment="Kind of doubt, such as numbering-gap."),
        sa.Column("message", sa.Text(), nullable=False, comment="What is doubtful, in Vietnamese."),
        sa.Column("page", sa.Integer(), nullable=True, comment="Page in the file, from 1."),
        sa.Column("section", sa.Text(), nullable=True, comment="Path of the section it speaks of."),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_findings_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        comment="Doubts that a reader should know of.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_findings_document_id", "findings", ["document_id"], unique=False)
    op.create_table(
        "run_files",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("run_id", sa.Integer(), nullable=False, comment="The run."),
        sa.Column("path", sa.Text(), nullable=False, comment="Path of the file as found."),
        sa.Column("sha256", sa.Text(), nullable=True, comment="SHA-256 of its bytes, where it could be opened."),
        sa.Column("document_id", sa.Integer(), nullable=True, comment="The document it is or became."),
        sa.Column("status", sa.Text(), nullable=False, comment="new, replaced, unchanged or failed."),
        sa.Column("error", sa.Text(), nullable=True, comment="Kind of failure, such as EncryptedFile."),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why it failed and what to do."),
        sa.Column("seconds", sa.Double(), nullable=True, comment="How long the reading took."),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_run_files_document_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_files_run_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_run_files"),
        comment="What became of each file of a run.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_run_files_document_id", "run_files", ["document_id"], unique=False)
    op.create_index("ix_run_files_run_id", "run_files", ["run_id"], unique=False)
    op.create_table(
        "sections",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The document."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Place within the document, from 0."),
        sa.Column(
            "path", sa.Text(), nullable=False, comment="Labels from the top down, such as II.1; unique in the document."
        ),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="Label as printed, without its closing bracket or full stop."
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="Title as printed, without label and count of tasks."),
        sa.Column(
            "role",
            sa.Text(),
            nullable=False,
            comment="basis, objectives, tasks, assignment, budget, organisation or other.",
        ),
        sa.Column(
            "declared_tasks", sa.Integer(), nullable=True, comment="How many tasks the title says the section has."
        ),
        sa.Column("page", sa.Integer(), nullable=False, comment="Page in the file, from 1."),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_sections_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_sections"),
        comment="Headings of the outline, and group rows of tables.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sections_document_id", "sections", ["document_id"], unique=False)
    op.create_table(
        "targets",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The document."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Place within the document, from 0."),
        sa.Column("section", sa.Text(), nullable=True, comment="Path of the section it stands in."),
        sa.Column("text", sa.Text(), nullable=False, comment="The commitment as printed."),
        sa.Column("comparator", sa.Text(), nullable=False, comment=">=, >, <=, < or =."),
        sa.Column("value", sa.Double(), nullable=False, comment="The figure."),
        sa.Column("unit", sa.Text(), nullable=False, comment="% or the noun counted."),
        sa.Column("due_on", sa.Date(), nullable=True, comment="Day by which it is to be reached."),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_targets_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_targets"),
        comment="Quantified commitments.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_targets_document_id", "targets", ["document_id"], unique=False)
    op.create_table(
        "unit_aliases",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("unit_id", sa.Integer(), nullable=False, comment="The unit."),
        sa.Column("alias", sa.Text(), nullable=False, comment="The fragment as printed."),
        sa.Column(
            "key", sa.Text(), nullable=False, comment="Digest of the alias, which may be longer than an index can hold."
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_unit_aliases_unit_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_unit_aliases"),
        sa.UniqueConstraint("unit_id", "key", name="uq_unit_aliases_unit_id_key"),
        comment="How each unit was printed somewhere.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unit_aliases_unit_id", "unit_aliases", ["unit_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("document_id", sa.Integer(), nullable=False, comment="The document."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Place within the document, from 0."),
        sa.Column("section_id", sa.Integer(), nullable=True, comment="The section it stands in."),
        sa.Column("section", sa.Text(), nullable=True, comment="Path of that section, such as II.1."),
        sa.Column("group", sa.Text(), nullable=True, comment="Title of an unlabelled heading right above it."),
        sa.Column(
            "label", sa.Text(), nullable=True, comment="Label as printed: 1, 8.1, đ, -; empty for a bare paragraph."
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="The task, whole, label removed."),
        sa.Column("deliverable", sa.Text(), nullable=True, comment="What is to be handed over."),
        sa.Column("deadline_text", sa.Text(), nullable=True, comment="Deadline as printed; empty when there is none."),
        sa.Column("start_on", sa.Date(), nullable=True, comment="First day of the time given for it."),
        sa.Column("due_on", sa.Date(), nullable=True, comment="Last day of the time given for it."),
        sa.Column(
            "recurrence", sa.Text(), nullable=True, comment="continuous, monthly, quarterly, semiannual or yearly."
        ),
        sa.Column("condition", sa.Text(), nullable=True, comment="Event or plan that the deadline hangs on."),
        sa.Column(
            "note",
            sa.Text(),
            nullable=True,
            comment="Remarks, and cells of columns that no rule knows with their headers.",
        ),
        sa.Column("page", sa.Integer(), nullable=False, comment="Page in the file, from 1."),
        sa.Column("x0", sa.Double(), nullable=False, comment="Left edge in PDF points from the page's left."),
        sa.Column("top", sa.Double(), nullable=False, comment="Upper edge in PDF points from the page's top."),
        sa.Column("x1", sa.Double(), nullable=False, comment="Right edge in PDF points from the page's left."),
        sa.Column("bottom", sa.Double(), nullable=False, comment="Lower edge in PDF points from the page's top."),
        sa.Column("confidence", sa.Double(), nullable=False, comment="How sure the reading is, 0 to 1."),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_tasks_document_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name="fk_tasks_section_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        comment="One thing that someone must do.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tasks_document_id", "tasks", ["document_id"], unique=False)
    op.create_index("ix_tasks_due_on", "tasks", ["due_on"], unique=False)
    op.create_index("ix_tasks_section_id", "tasks", ["section_id"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("task_id", sa.Integer(), nullable=False, comment="The task."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Place within the task, from 0."),
        sa.Column("unit_id", sa.Integer(), nullable=False, comment="The unit."),
        sa.Column(
            "role", sa.Text(), nullable=False, comment="lead (chủ trì), coordinate (phối hợp) or direct (chỉ đạo)."
        ),
        sa.Column(
            "is_group",
            sa.Boolean(),
            nullable=False,
            comment="Whether the name is a collective, such as Các phòng, đơn vị thuộc Sở.",
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="The fragment as printed."),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_assignments_task_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_assignments_unit_id", ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
        comment="Who does what: one unit in one role for one task.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assignments_task_id", "assignments", ["task_id"], unique=False)
    op.create_index("ix_assignments_unit_id", "assignments", ["unit_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False, comment="Number of the row; never given out twice."),
        sa.Column("task_id", sa.Integer(), nullable=False, comment="The task."),
        sa.Column("position", sa.Integer(), nullable=False, comment="Place within the task, from 0."),
        sa.Column(
            "field",
            sa.Text(),
            nullable=False,
            comment="text, deliverable, deadline, lead, coordinate, direct, group or note.",
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="As printed: line breaks, spelling and all."),
        sa.Column("page", sa.Integer(), nullable=False, comment="Page in the file, from 1."),
        sa.Column("x0", sa.Double(), nullable=False, comment="Left edge in PDF points from the page's left."),
        sa.Column("top", sa.Double(), nullable=False, comment="Upper edge in PDF points from the page's top."),
        sa.Column("x1", sa.Double(), nullable=False, comment="Right edge in PDF points from the page's left."),
        sa.Column("bottom", sa.Double(), nullable=False, comment="Lower edge in PDF points from the page's top."),
        sa.Column("confidence", sa.Double(), nullable=False, comment="How sure the reading of these words is, 0 to 1."),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_evidence_task_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        comment="Where each field of a task stands on the page, and its text as printed there.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_task_id", "evidence", ["task_id"], unique=False)
    dialect = op.get_bind().dialect.name
    cells = {role: ONE_CELL[dialect].format(role=role) for role in ("lead", "coordinate", "direct")}
    op.execute(OVERVIEW.format(**cells))
    if dialect == "postgresql":
        op.execute("COMMENT ON VIEW task_overview IS 'One row a task, ready for a spreadsheet or a BI tool.'")


def downgrade() -> None:
    """Drop it all."""
    op.execute("DROP VIEW task_overview")
    op.drop_table("evidence")
    op.drop_table("assignments")
    op.drop_table("tasks")
    op.drop_table("unit_aliases")
    op.drop_table("targets")
    op.drop_table("sections")
    op.drop_table("run_files")
    op.drop_table("findings")
    op.drop_table("document_names")
    op.drop_table("citations")
    op.drop_table("units")
    op.drop_table("runs")
    op.drop_table("documents")

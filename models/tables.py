"""The database's tables, each column with its comment: what an analyst reads and `docs/database.md` explains.

Values stand as in the published record (`models.plan`); what was printed stands beside them, in `*_text`, `text` and
the table `evidence`. A change here needs a migration in `models/migrations/versions`.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    TableClause,
    Text,
    UniqueConstraint,
    column,
)

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every migration, oldest first: a database at the last is current, at an earlier one old, at any other too new."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, comment: str, *parts: "Column[Any] | UniqueConstraint | Index") -> Table:
    # AUTOINCREMENT: an id that was given out once never names another row, on SQLite as on PostgreSQL.
    key: Column[int] = Column("id", Integer, primary_key=True, comment="Number of the row; never given out twice.")
    return Table(name, metadata, key, *parts, comment=comment, sqlite_autoincrement=True)


def _column(name: str, kind: Any, comment: str, null: bool = False) -> "Column[Any]":
    return Column(name, kind, nullable=null, comment=comment)


def _link(name: str, target: str, comment: str, null: bool = False, on_delete: str = "CASCADE") -> "Column[Any]":
    return Column(name, Integer, ForeignKey(target, ondelete=on_delete), nullable=null, index=True, comment=comment)


def _position(of: str) -> "Column[Any]":
    return _column("position", Integer, f"Place within {of}, from 0.")


def _box() -> "tuple[Column[Any], ...]":
    return (
        _column("page", Integer, "Page in the file, from 1."),
        _column("x0", Double, "Left edge in PDF points from the page's left."),
        _column("top", Double, "Upper edge in PDF points from the page's top."),
        _column("x1", Double, "Right edge in PDF points from the page's left."),
        _column("bottom", Double, "Lower edge in PDF points from the page's top."),
    )


documents = _table(
    "documents",
    "One ingested file: a plan, an appendix, a decision with its plan.",
    _column("sha256", Text, "SHA-256 of the file's bytes, in hex: what makes it the same file under any name."),
    _column("source", Text, "File name; the first in alphabetical order when the same bytes came under several."),
    _column("page_count", Integer, "Number of pages."),
    _column("kind", Text, "plan, appendix, decision, dispatch, report or other."),
    _column("number", Text, "Number and symbol (số, ký hiệu); the known part where the serial is left blank.", True),
    _column("title", Text, "Title as printed, without the word KẾ HOẠCH or PHỤ LỤC.", True),
    _column("label", Text, "Label of an appendix, such as Phụ lục 3.", True),
    _column("issuer", Text, "Body that issued it, in full words.", True),
    _column("parent_issuer", Text, "Body above the issuer in the letterhead.", True),
    _column("place", Text, "Place of issue.", True),
    _column("issued_on", Date, "Date of issue; empty when blank or incomplete on paper.", True),
    _column("year", Integer, "Year the plan is for or was issued in.", True),
    _column("has_signer", Boolean, "Whether there is a signature block."),
    _column("signer_name", Text, "Name of the person who signed.", True),
    _column("signer_position", Text, "Position of the signer.", True),
    _column("signer_capacity", Text, "The KT., TM. or TL. line above the position.", True),
    _column("recipients", JSON, "Nơi nhận: a JSON list, one entry a line item."),
    _column("is_attached", Boolean, "Whether it is an appendix that names the document it belongs to."),
    _column("attached_to_kind", Text, "Kind of the document that an appendix belongs to.", True),
    _column("attached_to_number", Text, "Number of that document.", True),
    _column("attached_to_issued_on", Date, "Date of that document.", True),
    _column("attached_to_issuer", Text, "Issuer of that document.", True),
    _column("text_source", Text, "text_layer, ocr, restored or mixed: where the words came from."),
    _column("residue_share", Double, "Share of the characters in no task, section, field or furniture, 0 to 1."),
    _column("program_version", Text, "Version of the program that read it."),
    _column("ingested_at", DateTime(timezone=True), "Moment of the reading that these rows come from, UTC."),
    _column("reading", JSON, "What was read of the columns that people corrected, by name.", True),
    UniqueConstraint("sha256"),
    Index(None, "number"),
)

document_names = _table(
    "document_names",
    "Every file name under which the same bytes came in.",
    _link("document_id", "documents.id", "The document."),
    _column("name", Text, "File name without its folder."),
    UniqueConstraint("document_id", "name"),
)

sections = _table(
    "sections",
    "Headings of the outline, and group rows of tables.",
    _link("document_id", "documents.id", "The document."),
    _position("the document"),
    _column("path", Text, "Labels from the top down, such as II.1; unique in the document."),
    _column("label", Text, "Label as printed, without its closing bracket or full stop.", True),
    _column("title", Text, "Title as printed, without label and count of tasks."),
    _column("role", Text, "basis, objectives, tasks, assignment, budget, organisation or other."),
    _column("declared_tasks", Integer, "How many tasks the title says the section has.", True),
    _column("page", Integer, "Page in the file, from 1."),
)

tasks = _table(
    "tasks",
    "One thing that someone must do.",
    _link("document_id", "documents.id", "The document."),
    _position("the document"),
    _link("section_id", "sections.id", "The section it stands in.", True, "SET NULL"),
    _column("section", Text, "Path of that section, such as II.1.", True),
    _column("group", Text, "Title of an unlabelled heading right above it.", True),
    _column("label", Text, "Label as printed: 1, 8.1, đ, -; empty for a bare paragraph.", True),
    _column("text", Text, "The task, whole, label removed."),
    _column("deliverable", Text, "What is to be handed over.", True),
    _column("deadline_text", Text, "Deadline as printed; empty when there is none.", True),
    _column("start_on", Date, "First day of the time given for it.", True),
    _column("due_on", Date, "Last day of the time given for it.", True),
    _column("recurrence", Text, "continuous, monthly, quarterly, semiannual or yearly.", True),
    _column("condition", Text, "Event or plan that the deadline hangs on.", True),
    _column("note", Text, "Remarks, and cells of columns that no rule knows with their headers.", True),
    *_box(),
    _column("confidence", Double, "How sure the reading is, 0 to 1."),
    Column(
        "review",
        Text,
        nullable=False,
        server_default="read",
        comment="read (nobody looked), accepted, corrected or added: what people said of it.",
    ),
    Index(None, "due_on"),
)

units = _table(
    "units",
    "Bodies and groups that tasks are assigned to: one row for one name, shared by all documents.",
    _column("name", Text, "Canonical name in full words."),
    _column("key", Text, "Digest of the name, which may be longer than an index can hold."),
    UniqueConstraint("key"),
)

unit_aliases = _table(
    "unit_aliases",
    "How each unit was printed somewhere.",
    _link("unit_id", "units.id", "The unit."),
    _column("alias", Text, "The fragment as printed."),
    _column("key", Text, "Digest of the alias, which may be longer than an index can hold."),
    _column("made_by", Text, "Person who said that it means this unit; empty for one found in a plan.", True),
    UniqueConstraint("unit_id", "key"),
)

assignments = _table(
    "assignments",
    "Who does what: one unit in one role for one task.",
    _link("task_id", "tasks.id", "The task."),
    _position("the task"),
    _link("unit_id", "units.id", "The unit.", on_delete="RESTRICT"),
    _column("role", Text, "lead (chủ trì), coordinate (phối hợp) or direct (chỉ đạo)."),
    _column("is_group", Boolean, "Whether the name is a collective, such as Các phòng, đơn vị thuộc Sở."),
    _column("text", Text, "The fragment as printed."),
)

evidence = _table(
    "evidence",
    "Where each field of a task stands on the page, and its text as printed there.",
    _link("task_id", "tasks.id", "The task."),
    _position("the task"),
    _column("field", Text, "text, deliverable, deadline, lead, coordinate, direct, group or note."),
    _column("text", Text, "As printed: line breaks, spelling and all."),
    *_box(),
    _column("confidence", Double, "How sure the reading of these words is, 0 to 1."),
)

targets = _table(
    "targets",
    "Quantified commitments.",
    _link("document_id", "documents.id", "The document."),
    _position("the document"),
    _column("section", Text, "Path of the section it stands in.", True),
    _column("text", Text, "The commitment as printed."),
    _column("comparator", Text, ">=, >, <=, < or =."),
    _column("value", Double, "The figure."),
    _column("unit", Text, "% or the noun counted."),
    _column("due_on", Date, "Day by which it is to be reached.", True),
)

citations = _table(
    "citations",
    "Documents that the document names by number, each once.",
    _link("document_id", "documents.id", "The document that names it."),
    _position("the document"),
    _column("kind", Text, "Kind of the named document, such as Nghị quyết.", True),
    _column("number", Text, "Its number and symbol."),
    _column("issued_on", Date, "Its date, where any mention gives it.", True),
    _column("issuer", Text, "Its issuer, where any mention gives it.", True),
    Index(None, "number"),
)

findings = _table(
    "findings",
    "Doubts that a reader should know of.",
    _link("document_id", "documents.id", "The document."),
    _position("the document"),
    _column("severity", Text, "info, warning or error."),
    _column("code", Text, "Kind of doubt, such as numbering-gap."),
    _column("message", Text, "What is doubtful, in Vietnamese."),
    _column("page", Integer, "Page in the file, from 1.", True),
    _column("section", Text, "Path of the section it speaks of.", True),
    _column("settled_by", Text, "Person who looked and found it fine; empty while it is a doubt.", True),
    _column("settled_at", DateTime(timezone=True), "When, UTC.", True),
    _column("settled_note", Text, "Why it is fine, where the person said so.", True),
)

corrections = _table(
    "corrections",
    "What people said about what was read; it lies over the reading and outlives it.",
    _link("document_id", "documents.id", "The document; empty for the name of a unit, which holds everywhere.", True),
    Column("task_id", Integer, nullable=True, index=True, comment="The task's id, also when the task is gone."),
    _column(
        "action",
        Text,
        "edit, accept, reject, split, merge, add, unit-alias, settle (of a finding), head (of a document), section "
        "(added).",
    ),
    _column("field", Text, "Field that an edit, or a word on a document, changes.", True),
    _column("before", JSON, "Value that the person saw.", True),
    _column("after", JSON, "Value that the person gave.", True),
    _column("base", JSON, "What had been read when it was said: the field, or the task.", True),
    _column("who", Text, "Who said it."),
    _column("made_at", DateTime(timezone=True), "When, UTC."),
    _column("state", Text, "applied, superseded, reading-changed, orphaned (its task is gone) or withdrawn."),
    _column("withdrawn_by", Text, "Who took it back.", True),
    _column("withdrawn_at", DateTime(timezone=True), "When it was taken back, UTC.", True),
)

task_readings = _table(
    "task_readings",
    "What was read of the tasks that people changed; `tasks` holds what is in force.",
    _link("document_id", "documents.id", "The document."),
    _column("task_id", Integer, "The task's id; a rejected or merged task has no row in `tasks`."),
    _position("the document"),
    _column("reading", JSON, "The task as read, whole, its evidence included."),
    UniqueConstraint("task_id"),
)

task_search = _table(
    "task_search",
    "The words of each task as the full-text search knows them: in lower case, then without marks.",
    Column(
        "task_id", Integer, ForeignKey("tasks.id", ondelete="CASCADE"), nullable=False, unique=True, comment="The task."
    ),
    _column("words", Text, "Words of its text, group, deliverable, note, condition and units."),
)

runs = _table(
    "runs",
    "One call of `kehoach ingest`.",
    _column("started_at", DateTime(timezone=True), "When it began, UTC."),
    _column(
        "finished_at", DateTime(timezone=True), "When it ended, UTC; empty while it runs or when it was killed.", True
    ),
    _column("status", Text, "running, finished, interrupted or stopped (by an error); a killed run stays running."),
    _column("program_version", Text, "Version of the program."),
    _column("inputs", JSON, "The files, folders and globs asked for: a JSON list."),
)

run_files = _table(
    "run_files",
    "What became of each file of a run.",
    _link("run_id", "runs.id", "The run."),
    _column("path", Text, "Path of the file as found."),
    _column("sha256", Text, "SHA-256 of its bytes, where it could be opened.", True),
    _link("document_id", "documents.id", "The document it is or became.", True, "SET NULL"),
    _column("status", Text, "new, replaced, unchanged or failed."),
    _column("error", Text, "Kind of failure, such as EncryptedFile.", True),
    _column("reason", Text, "Why it failed and what to do.", True),
    _column("seconds", Double, "How long the reading took.", True),
)

remote_files = _table(
    "remote_files",
    "Files on storages, as they were when they were last fetched: one of which the same is said is not fetched again.",
    _column("key", Text, "Digest of its whole address."),
    _column("url", Text, "Its address, without a password and without what signs it."),
    _column("mark", Text, "What its storage said of it then: size with ETag or time."),
    _link("document_id", "documents.id", "The document that its bytes are."),
    UniqueConstraint("key"),
)

removed_documents = _table(
    "removed_documents",
    "Documents that people removed: who, when and why, and what had been said of them.",
    _column("document_id", Integer, "The number it had in `documents`, which no other document gets."),
    _column("sha256", Text, "SHA-256 of its bytes: the same file may come in again."),
    _column("source", Text, "Its file name."),
    _column("number", Text, "Its number and symbol.", True),
    _column("title", Text, "Its title.", True),
    _column("task_count", Integer, "How many tasks went with it."),
    _column("removed_by", Text, "Who removed it."),
    _column("removed_at", DateTime(timezone=True), "When, UTC."),
    _column("reason", Text, "Why, where the person said so.", True),
    _column("corrections", JSON, "What people had said of it: a JSON list of rows of `corrections`."),
    _column(
        "tasks",
        JSON,
        "By what the tasks that they spoke of are known again: id, section, label and text of each; as read, then as "
        "corrected.",
    ),
    _column(
        "returned_at",
        DateTime(timezone=True),
        "When the same file came in again and what was said was laid over it, UTC.",
        True,
    ),
    Index(None, "sha256"),
)

OVERVIEW_COLUMNS = (
    ("task_id", "Number of the task's row in `tasks`."),
    ("document_id", "Number of the document's row in `documents`."),
    ("position", "Place of the task within its document, from 0."),
    ("source", "File name."),
    ("number", "Number of the document."),
    ("document_title", "Title of the document."),
    ("issuer", "Body that issued the document."),
    ("issued_on", "Date of the document."),
    ("year", "Year the document is for."),
    ("section", "Path of the section."),
    ("section_title", "Title of the section."),
    ("group_title", "Title of an unlabelled heading right above the task."),
    ("label", "Label of the task."),
    ("text", "The task."),
    ("lead_unit", "Units in the lead, joined by a semicolon."),
    ("coordinating_units", "Coordinating units, joined by a semicolon."),
    ("directing_units", "Units or persons that direct, joined by a semicolon."),
    ("deliverable", "What is to be handed over."),
    ("deadline_text", "Deadline as printed."),
    ("start_on", "First day of the time given."),
    ("due_on", "Last day of the time given."),
    ("recurrence", "continuous, monthly, quarterly, semiannual or yearly."),
    ("condition", "Event or plan that the deadline hangs on."),
    ("note", "Remarks."),
    ("page", "Page in the file, from 1."),
    ("confidence", "How sure the reading is, 0 to 1."),
    ("review", "read, accepted, corrected or added: what people said of it."),
)
"""Columns of the view `task_overview`, in order, each with what it holds."""

overview = TableClause(
    "task_overview", *(column(name, Date() if name.endswith("_on") else None) for name, _ in OVERVIEW_COLUMNS)
)

"""The command line: reads what a person asks, calls one function, prints what came of it."""

import logging
import os
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from ingest.limits import Limits, limits_from
from ingest.pages import OcrMode
from models.errors import DISK_FULL, KehoachError, UsageError
from models.raw import Role
from models.version import VERSION
from review.words import Language

ABOUT = "Turn plan files of Vietnamese public bodies into a database of tasks that can be trusted."

app = typer.Typer(
    name="kehoach",
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
database_app = typer.Typer(no_args_is_help=True, help="Look after the database.")
app.add_typer(database_app, name="db")

Database = Annotated[
    str | None,
    typer.Option("--db", metavar="URL", help="Database; else $KEHOACH_DB, else sqlite:///kehoach.db."),
]
Ocr = Annotated[OcrMode, typer.Option(help="When to read pages as pictures; auto decides page by page.")]
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
Store = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Copies of the files; else $KEHOACH_STORE, else beside the database."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def main() -> None:
    """Run the command; a failure of ours becomes a message, what to try next, and an exit code: here, nowhere else."""
    # Broken files are told of in our words; the reader's chatter about each of their objects helps nobody.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        _run()
    except KehoachError as error:
        print(f"kehoach: {error}", file=sys.stderr)
        if error.advice:
            print(f"         {error.advice}", file=sys.stderr)
        # What falls over behind it, such as a workbook half written, would be told in Python's own words.
        sys.unraisablehook = lambda _: None
        sys.exit(error.exit_code)


def _run() -> None:
    """
    Run the command and see that what it printed has arrived.

    Raises:
        UsageError: the disk that standard output goes to takes no more.
    """
    try:
        try:
            app()
        finally:
            if sys.stdout:
                sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError) and error.errno not in DISK_FULL:
            raise
        # What still waits to be written would fail once more at the very end, in Python's own words.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            # Who reads us has seen enough, as `head` has.
            sys.exit(1)
        raise UsageError(
            f"Not all could be written: {error.strerror}.",
            "Make room where the output and temporary files go, then run the same command again.",
        ) from error


def _version(asked: bool) -> None:
    if asked:
        print(f"kehoach {VERSION}")
        raise typer.Exit


@app.callback(help=ABOUT)
def _everywhere(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None: ...


def _examples(*lines: str) -> str:
    return "[bold]Examples[/bold]\n\n" + "\n\n".join(f"[cyan]{line}[/cyan]" for line in lines)


def _limit(name: str, what: str) -> str:
    return f"{what}; else $KEHOACH_MAX_{name.upper()}, else {getattr(Limits(), name)}."


@app.command(
    epilog=_examples(
        "kehoach ingest plans/",
        "kehoach ingest 'years/**/*.pdf' scan.tif --jobs 4",
        "kehoach ingest plans/ --db postgresql://me@host/plans --json",
        "kehoach ingest s3://plans/2026/ --db postgresql://me@host/plans --engine ray --ray-address head:6379",
    )
)
def ingest(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders with sub-folders, globs; URLs of the same.")
    ],
    *,
    db: Database = None,
    ocr: Ocr = "auto",
    jobs: Annotated[int | None, typer.Option(min=1, help="Files read at the same time; else one a core.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read again also what is there already.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print events for programs, one JSON object a line.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell of each file, and where its time went.")
    ] = False,
    log_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what became of each file at the end of this one.")
    ] = None,
    max_seconds: Annotated[int | None, typer.Option(help=_limit("seconds", "Time for one file"))] = None,
    max_memory_mb: Annotated[int | None, typer.Option(help=_limit("memory_mb", "Memory for one file"))] = None,
    max_pages: Annotated[int | None, typer.Option(help=_limit("pages", "Pages of one file"))] = None,
    max_letters: Annotated[int | None, typer.Option(help=_limit("letters", "Letters of one text file"))] = None,
    max_megapixels: Annotated[
        int | None, typer.Option(help=_limit("megapixels", "Million pixels of a picture"))
    ] = None,
    max_download_mb: Annotated[int | None, typer.Option(help=_limit("download_mb", "Size of one file by URL"))] = None,
    machines: Annotated[
        Literal["local", "ray"], typer.Option("--engine", help="This machine, or all of a Ray cluster (PostgreSQL).")
    ] = "local",
    ray_address: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="Head of the cluster; else $RAY_ADDRESS, else here.")
    ] = None,
) -> None:
    """Read plans (PDF, page pictures, .txt) into the database. What is there already is skipped."""
    from cli_progress import Reporter
    from ingest.batch import Effort, ingest_files
    from ingest.cluster import ingest_on_cluster
    from ingest.inputs import find_inputs
    from models.database import database_url, using_database

    limits = limits_from(
        os.environ,
        seconds=max_seconds,
        memory_mb=max_memory_mb,
        pages=max_pages,
        letters=max_letters,
        megapixels=max_megapixels,
        download_mb=max_download_mb,
    )
    inputs = find_inputs(paths)
    total = len(inputs.files) + len(inputs.bad)
    with using_database(database_url(db)) as engine, Reporter(total, json, verbose, log_file) as reporter:
        bring_in = ingest_files if machines == "local" else partial(ingest_on_cluster, address=ray_address)
        effort = Effort(ocr, jobs or (_cores() if machines == "local" else 0), limits)
        summary = bring_in(engine, inputs, asked=paths, effort=effort, force=force, tell=reporter.tell)
    reporter.summarise(summary)
    raise typer.Exit(summary.exit_code)


@app.command(epilog=_examples("kehoach show plan.pdf", "kehoach show scan.pdf --ocr always --json > plan.json"))
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF, a page picture, or a .txt file.")],
    ocr: Ocr = "auto",
    json: Json = False,
) -> None:
    """Read one file and print what it says, without a database."""
    from cli_show import print_plan
    from ingest.inputs import check_regular
    from ingest.pipeline import read_plan
    from models.export import plan_json

    check_regular(file)
    plan = read_plan(file, ocr)
    if json:
        print(plan_json(plan))
    else:
        print_plan(plan)


@app.command(
    epilog=_examples(
        "kehoach export > plans.json",
        "kehoach export --output tasks.xlsx",
        "kehoach export --format csv '63/KH-UBND' plan.pdf",
        "kehoach export --output calendars/ --format ics",
    )
)
def export(
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOCUMENT...]", help="Number, file name, id or SHA-256; else all.", show_default=False),
    ] = None,
    *,
    db: Database = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="json|jsonl|csv|xlsx|parquet|ics", help="Else as the output is named, or json."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Else standard output; a folder takes an .ics per unit."),
    ] = None,
    as_read: Annotated[bool, typer.Option("--as-read", help="Without what people corrected.")] = False,
    unit: Annotated[
        str | None, typer.Option(help="Only tasks of units with these words in their name; in quotes, of that name.")
    ] = None,
) -> None:
    """Write documents out of the database: whole as JSON, or their tasks as a spreadsheet, Parquet or a calendar."""
    from models.database import database_url, using_database
    from models.export import export as write
    from models.export import format_of

    wanted = format_of(form, output)
    with using_database(database_url(db), create=False) as engine:
        write(engine, documents or (), wanted, output, sys.stdout.buffer, as_read=as_read, unit=unit)


@app.command(
    epilog=_examples(
        "kehoach search chuyển đổi số",
        "kehoach search bao cao --unit 'so noi vu' --role lead --due-after 2026-07-01 --due-before 2026-10-01",
        "kehoach search --section II --document '63/KH-UBND' --json",
    )
)
def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS...]", help='With or without marks; "in quotes" side by side.', show_default=False
        ),
    ] = None,
    *,
    db: Database = None,
    unit: Annotated[str | None, typer.Option(help="Words of a unit's name; '\"in quotes\"' the whole name.")] = None,
    role: Annotated[Role | None, typer.Option(help="The unit's part.")] = None,
    due_after: Annotated[datetime | None, typer.Option(formats=DAYS, help="Due on this day or later.")] = None,
    due_before: Annotated[datetime | None, typer.Option(formats=DAYS, help="Due before this day.")] = None,
    section: Annotated[str | None, typer.Option(help="Path of a section, such as II.1; those in it count.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Number, file name, id or SHA-256.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many tasks to show.")] = 50,
    json: Json = False,
) -> None:
    """Find tasks by words, units, days, sections and documents; the best first."""
    from cli_show import print_found, print_json
    from models.database import database_url, using_database
    from models.search import Wanted, search_tasks

    first, end = (moment.date() if moment else None for moment in (due_after, due_before))
    wanted = Wanted(" ".join(words or ()), unit, role, first, end, section, tuple(document or ()))
    with using_database(database_url(db), create=False) as engine:
        found = search_tasks(engine, wanted, limit=limit)
    if json:
        print_json(found.hits)
    else:
        print_found(found)


@app.command(epilog=_examples("kehoach diff plan.pdf plan-revised.pdf", "kehoach diff 12 15 --json"))
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Number, file name, id or SHA-256.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same of the newer one.")],
    db: Database = None,
    json: Json = False,
) -> None:
    """Show what changed from one document to another: tasks added, gone, changed."""
    from cli_show import print_difference, print_json
    from models.database import database_url, using_database
    from models.diff import compare_documents

    with using_database(database_url(db), create=False) as engine:
        found = compare_documents(engine, old, new)
    (print_json if json else print_difference)(found)


@app.command(
    epilog=_examples("kehoach report --html overview.html", "kehoach report --html overview.html --language en")
)
def report(
    html: Annotated[Path, typer.Option("--html", metavar="FILE", help="Where to write the page.")],
    db: Database = None,
    language: Annotated[Language, typer.Option(help="Of the page.")] = "vi",
) -> None:
    """Write an overview as a page that stands alone: what is due when, load per unit, coverage, doubts."""
    from models.database import database_url, using_database
    from models.export import write_file
    from review.report import report_page

    with using_database(database_url(db), create=False) as engine:
        write_file(html, report_page(engine, language).encode())


@app.command(epilog=_examples("kehoach restore garbled.txt", "pdftotext -layout old.pdf - | kehoach restore -"))
def restore(file: Annotated[str, typer.Argument(metavar="FILE|-", help="A file, or - for standard input.")]) -> None:
    """Put lost Vietnamese diacritics back and print the text; text that is well comes out as it went in."""
    if file == "-":
        from ingest.plain_text import decoded
        from normalize.diacritics import restore_text

        sys.stdout.write(restore_text(decoded(sys.stdin.buffer.read(), "Standard input")))
    else:
        from ingest.restored_text import restored_text

        sys.stdout.write(restored_text(Path(file)))


@app.command(epilog=_examples("kehoach review", "kehoach review --db postgresql://me@host/plans --port 8080"))
def review(
    db: Database = None,
    host: Annotated[str, typer.Option(help="Address to listen on; the default is this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    store: Store = None,
) -> None:
    """Open the desk: look at what was read beside the page, check it, correct it, add files. Ctrl-C closes it."""
    from models.database import database_url, using_database
    from review.app import serve
    from review.originals import store_folder

    url = database_url(db)
    with using_database(url) as engine:
        serve(engine, store_folder(store, url), host, port, tell=_print_now)


@app.command(epilog=_examples("kehoach forget plan.pdf", "kehoach forget 12 15 --yes --reason 'scanned twice'"))
def forget(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Number, file name, id or SHA-256.")],
    *,
    db: Database = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why; it is put on record.")] = None,
    store: Store = None,
) -> None:
    """Remove documents from the database; what people corrected stays on record, source files stay where they are."""
    from cli_show import print_going
    from models.database import database_url, using_database
    from models.removal import remove_document, what_would_go
    from models.standing import person_here
    from models.store import find_documents
    from review.originals import drop_copy, store_folder

    url = database_url(db)
    with using_database(url, create=False) as engine:
        going = [what_would_go(engine, number) for number in find_documents(engine, documents)]
        print_going(going)
        if not yes:
            _ask("Remove it?" if len(going) == 1 else f"Remove these {len(going):,} documents?")
        for one in going:
            remove_document(engine, one.document_id, who=person_here(), reason=reason)
            drop_copy(store_folder(store, url), one.sha256)
    print(
        f"Removed: {len(going):,}. What still lies in a folder comes in again when that is ingested.", file=sys.stderr
    )


def _ask(question: str) -> None:
    """
    Ask a person, who may say no: then nothing is done.

    Raises:
        UsageError: nobody is there to be asked.
    """
    if not sys.stdin.isatty():
        raise UsageError("Nobody is at the terminal to be asked.", "Say --yes to do it all the same.")
    typer.confirm(question, abort=True, err=True)


@app.command(epilog=_examples("kehoach status", "kehoach status --db postgresql://me@host/plans --json"))
def status(db: Database = None, json: Json = False) -> None:
    """Count what the database holds: documents, tasks, findings, and the files that failed."""
    from cli_show import print_json, print_status
    from models.database import database_url, using_database
    from models.status import database_status

    with using_database(database_url(db), create=False) as engine:
        found = database_status(engine)
    (print_json if json else print_status)(found)


@app.command(epilog=_examples("kehoach runs", "kehoach runs --last 100 --json"))
def runs(
    db: Database = None,
    last: Annotated[int, typer.Option(min=1, help="How many runs to list.")] = 20,
    json: Json = False,
) -> None:
    """List the last runs of ingest and what became of their files."""
    from cli_show import print_json, print_runs
    from models.database import database_url, using_database
    from models.runs import list_runs

    with using_database(database_url(db), create=False) as engine:
        found = list_runs(engine, last)
    (print_json if json else print_runs)(found)


@app.command(epilog=_examples("kehoach doctor", "kehoach doctor --db postgresql://me@host/plans"))
def doctor(db: Database = None, json: Json = False) -> None:
    """Look at what is installed, what is missing, and how to get it."""
    from cli_show import print_checks, print_json
    from ingest.doctor import check_machine
    from models.database import database_url

    checks = check_machine(database_url(db))
    (print_json if json else print_checks)(checks)
    raise typer.Exit(max((check.exit_code for check in checks), default=0))


@database_app.command(epilog=_examples("kehoach db upgrade --db postgresql://me@host/plans"))
def upgrade(db: Database = None) -> None:
    """Make the tables, or bring them up to date; what is in them stays."""
    from models.database import database_url, upgrade_database, using_database

    with using_database(database_url(db), check=False) as engine:
        upgrade_database(engine)
        print(f"The tables in {engine.url.render_as_string(hide_password=True)} are up to date.", file=sys.stderr)


def _print_now(line: str) -> None:
    """Print *line* at once, also into a pipe: somebody waits for it."""
    print(line, flush=True)


def _cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    main()

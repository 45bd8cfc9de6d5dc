"""Which files a person means by paths."""

import os
from pathlib import Path

import pytest

from ingest.inputs import check_regular, find_inputs, sha256_of, shown
from models.errors import FileMissing, UsageError


def names(folder: Path, *paths: str) -> list[str]:
    """Files found below *folder* for *paths* in it, as paths in it."""
    inputs = find_inputs([str(folder / path) for path in paths])
    assert not inputs.bad
    return [Path(str(file)).relative_to(folder).as_posix() for file in inputs.files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Plans on two floors, among other things."""
    for name in (
        "b.PDF",
        "a.pdf",
        "note.docx",
        "2027/c.tif",
        "2027/d.txt",
        ".git/e.pdf",
        "._a.pdf",
        "~$b.pdf",
        "2027/f.jpeg",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_folder_means_its_plans_and_those_of_its_folders(folder: Path) -> None:
    """By suffix, whatever its case; hidden files and what other programs left behind are no plans."""
    assert names(folder, "") == ["2027/c.tif", "2027/d.txt", "2027/f.jpeg", "a.pdf", "b.PDF"]


def test_globs_files_and_folders_add_up_without_repeats(folder: Path) -> None:
    """The shell may leave a glob to us; a file named twice is read once."""
    assert names(folder, "*.pdf", "a.pdf", "2027") == ["2027/c.tif", "2027/d.txt", "2027/f.jpeg", "a.pdf"]
    assert names(folder, "**/*.t*") == ["2027/c.tif", "2027/d.txt"]


def test_a_file_named_outright_is_taken_whatever_its_suffix(folder: Path) -> None:
    """Its content decides, later."""
    assert names(folder, "note.docx") == ["note.docx"]


def test_a_file_whose_name_is_a_glob(tmp_path: Path) -> None:
    """A name with brackets means itself when there is such a file."""
    (tmp_path / "plan [1].pdf").write_text("x")
    assert names(tmp_path, "plan [1].pdf") == ["plan [1].pdf"]


def test_a_loop_of_links_ends(folder: Path) -> None:
    """A folder linked into itself is walked once; a link to a plan is a plan."""
    (folder / "2027" / "loop").symlink_to(folder)
    (folder / "link.pdf").symlink_to(folder / "a.pdf")
    assert names(folder, "") == ["2027/c.tif", "2027/d.txt", "2027/f.jpeg", "a.pdf", "b.PDF", "link.pdf"]


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("none.pdf", FileMissing, "No such file"),
        ("empty", UsageError, "no plans in the folder"),
        ("*.xyz", UsageError, "No plan matches"),
        ("pipe.pdf", FileMissing, "not an ordinary file"),
        ("broken.pdf", FileMissing, "No such file"),
        ("itself.pdf", FileMissing, "Too many levels"),
    ],
)
def test_a_path_that_leads_nowhere_does_not_stop_the_others(
    folder: Path, path: str, kind: type[Exception], said: str
) -> None:
    """It comes back with its reason, and a pipe is not waited for."""
    (folder / "empty").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    (folder / "broken.pdf").symlink_to(folder / "gone.pdf")
    (folder / "itself.pdf").symlink_to(folder / "itself.pdf")
    inputs = find_inputs([str(folder / path), str(folder / "a.pdf")])
    assert [file.name for file in inputs.files] == ["a.pdf"]
    (bad,) = inputs.bad
    assert isinstance(bad.error, kind)
    assert said in str(bad.error)
    assert bad.error.advice


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_is_not_the_folder_one_stands_in(blank: str) -> None:
    """`kehoach ingest "$FOLDER"` with FOLDER unset takes in nothing that nobody named."""
    inputs = find_inputs([blank])
    assert (inputs.files, [type(bad.error) for bad in inputs.bad]) == ((), [UsageError])


def test_a_name_is_shown_on_one_line() -> None:
    """Line breaks and control characters are spelt out, bytes that are no text are marked, letters stay."""
    assert shown("kế hoạch 🎉.pdf") == "kế hoạch 🎉.pdf"
    assert shown("a\nb\x1b[31m.pdf") == "a\\nb\\x1b[31m.pdf"
    assert shown(os.fsdecode(b"k\xe1.pdf")) == "k\ufffd.pdf"


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    """The empty file's, which everyone knows."""
    file = tmp_path / "empty.pdf"
    file.touch()
    assert sha256_of(file) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    check_regular(file)

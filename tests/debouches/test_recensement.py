"""The census of dead ends, as files that publishers receive."""

from debouches.commands.recensement import COLUMNS, write_csv


def row(editeur, code):
    return dict.fromkeys(COLUMNS, "") | {"editeur": editeur, "code": code}


def test_each_publisher_has_one_file_whatever_the_case_of_its_name(tmp_path):
    write_csv(tmp_path, [row("Onisep", "FOR.1"), row("ONISEP", "FOR.2"), row("France Travail", "D1102")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["france-travail.csv", "onisep.csv"]
    lines = (tmp_path / "onisep.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == ";".join(COLUMNS)
    assert [line.split(";")[3] for line in lines[1:]] == ["FOR.1", "FOR.2"]

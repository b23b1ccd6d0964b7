"""What the browser loads: joined, small, unchanged by anybody on the way."""

import base64
import gzip
import hashlib
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import engines

STATIC = Path(settings.BASE_DIR) / "static"
VENDOR = STATIC / "vendor"
FONT_LIMITS = {
    "en": (40, ["inter-latin"]),
    "tr": (55, ["inter-latin", "inter-latin-ext"]),
    "ru": (55, ["inter-latin", "inter-cyrillic"]),
    "fa": (82, ["inter-latin", "vazirmatn-arabic"]),
}


def found(name):
    return Path(finders.find(name)).read_text(encoding="utf-8")


def zipped(path):
    return len(gzip.compress(Path(path).read_bytes()))


def vendored():
    return tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8"))["file"]


@pytest.mark.parametrize(("name", "other"), [("desk.css", "portal"), ("portal.css", "desk")])
def test_a_style_sheet_holds_every_part_but_those_of_the_other_side(name, other):
    sheet = found(name)
    parts = [part for part in STATIC.glob("css/*/*.css") if not part.parent.name.endswith(f"-{other}")]
    assert sorted(layers("\n".join(part.read_text(encoding="utf-8") for part in parts))) == sorted(
        layers(sheet)
    )
    assert sheet.startswith("@layer tokens, base, forms, components, screens, utilities, print;")
    assert "../" not in sheet
    assert "/*" not in sheet


def layers(sheet):
    return re.findall(r"^@layer (\w+) ?{", sheet, re.M)


def test_every_behaviour_is_in_one_script_of_the_desk():
    joined = found("desk.js") + found("composer.js") + found("suggest.js")
    for part in [
        *STATIC.glob("js/*.js"),
        *STATIC.glob("js/desk/*.js"),
        *STATIC.glob("js/composer/*.js"),
        *STATIC.glob("js/suggest/*.js"),
    ]:
        assert joined.count(f"{{ // {part.name}\n") == 1
    assert "// rows.js" not in found("portal.js")
    assert not re.search(r"^\s*(import|export)\b", joined, re.M)


def test_a_changed_part_is_joined_anew(tmp_path, settings):
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.VAR_DIR = tmp_path
    part = tmp_path / "static" / "js" / "walk.js"
    part.parent.mkdir(parents=True)
    finder = finders.get_finder.__wrapped__("core.staticfiles.JoinedStylesFinder")
    part.write_text("const step = 1;\n")
    assert "step = 1" in Path(finder.find("desk.js")).read_text()
    part.write_text("const step = 2;\n")
    assert "step = 2" in Path(finder.find("desk.js")).read_text()
    assert finder.find("unknown.js") == []


def test_many_readers_may_join_at_once(tmp_path, settings):
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.VAR_DIR = tmp_path
    part = tmp_path / "static" / "css" / "90-wide.css"
    part.parent.mkdir(parents=True)
    finder = finders.get_finder.__wrapped__("core.staticfiles.JoinedStylesFinder")
    with ThreadPoolExecutor(8) as readers:
        for turn in range(25):
            part.write_text(f".wide {{ order: {turn}; }}\n")
            for sheet in readers.map(finder.find, ["desk.css"] * 16):
                assert f"order: {turn};" in Path(sheet).read_text()
    assert [one.name for one in (tmp_path / "joined").iterdir()] == ["desk.css"]


def test_behaviours_need_no_other_file():
    for part in STATIC.glob("js/**/*.js"):
        assert not re.search(r"^\s*(import|export)\b", part.read_text(encoding="utf-8"), re.M), part.name


@pytest.mark.parametrize("part", sorted(STATIC.glob("js/**/*.js")), ids=lambda part: part.name)
def test_a_behaviour_is_short_and_says_what_it_does(part):
    lines = part.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 120
    assert lines[0].startswith("// ")


def test_the_page_stays_light():
    assert zipped(finders.find("desk.css")) <= 16 * 1024
    assert zipped(finders.find("portal.css")) <= 12 * 1024
    assert zipped(finders.find("portal.js")) <= 8 * 1024
    everything = [finders.find(name) for name in ("desk.js", "composer.js", "suggest.js")]
    everything += [VENDOR / entry["stored"] for entry in vendored() if "htmx" in entry["stored"]]
    assert sum(zipped(path) for path in everything) <= 45 * 1024
    assert zipped(STATIC / "icons.svg") <= 8 * 1024


@pytest.mark.parametrize("language", FONT_LIMITS)
def test_a_language_loads_only_its_letters(language):
    limit, names = FONT_LIMITS[language]
    assert sum((STATIC / "fonts" / f"{name}.woff2").stat().st_size for name in names) <= limit * 1024


@pytest.mark.parametrize("entry", vendored(), ids=lambda entry: entry["package"])
def test_files_of_others_are_as_published(entry):
    content = (VENDOR / entry["stored"]).read_bytes()
    assert len(content) == entry["bytes"]
    assert base64.b64encode(hashlib.sha384(content).digest()).decode() == entry["sha384"]
    assert zipped(VENDOR / entry["stored"]) <= 20 * 1024
    assert all(entry[word] for word in ("licence", "source", "why"))


def test_every_file_of_others_is_listed_and_has_its_licence():
    stored = {str(path.relative_to(VENDOR)) for path in VENDOR.glob("*-*/*")}
    assert stored == {entry["stored"] for entry in vendored()}
    licences = {path.stem for path in (VENDOR / "LICENSES").iterdir()}
    assert {entry["package"].split("/")[-1] for entry in vendored()} <= licences
    assert {"inter", "vazirmatn", "tabler-icons"} <= licences


def test_the_sprite_holds_every_listed_icon():
    sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
    assert set((STATIC / "icons.txt").read_text().split()) == set(re.findall(r'<symbol id="([^"]+)"', sprite))


def test_collected_files_have_hashed_names_and_integrity(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    tag = engines["django"].from_string('{% script "desk.js" %}').render()
    name, value = re.fullmatch(
        r'<script src="/static/(desk\.\w{12}\.js)".* integrity="sha384-([^"]+)"></script>', tag
    ).groups()
    assert base64.b64encode(hashlib.sha384((tmp_path / name).read_bytes()).digest()).decode() == value
    sheet = next(tmp_path.glob("desk.*.css")).read_text()
    assert re.search(r'url\("fonts/inter-latin\.\w{12}\.woff2"\)', sheet)

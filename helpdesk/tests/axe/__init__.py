"""axe-core 4.14.1 (MPL-2.0, see LICENSE): finds what keeps people out of a page."""

from pathlib import Path

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    """What axe finds on a Playwright page, as "rule: first element" lines; empty when all is well."""
    # Preloading would copy imported style sheets into the page, which our policy refuses, and says so.
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, preload: false})", RULES)["violations"]
    return [f"{rule['id']} ({len(rule['nodes'])}): {rule['nodes'][0]['html'][:160]}" for rule in found]

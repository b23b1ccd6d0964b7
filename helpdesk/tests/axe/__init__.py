"""axe-core 4.14.1 (MPL-2.0, see LICENSE): finds what keeps people out of a page."""

from pathlib import Path

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Said in the page: all that axe knows of a page is megabytes, and what is well interests nobody.
FIND = """rules => axe.run(document, {runOnly: rules, preload: false, resultTypes: ["violations"], selectors: false})
  .then(({violations}) => violations.map(
    ({id, nodes}) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`))"""


def violations(page):
    """What axe finds on a Playwright page, as "rule: first element" lines; empty when all is well."""
    # Preloading would copy imported style sheets into the page, which our policy refuses, and says so.
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE)
    return page.evaluate(FIND, RULES)

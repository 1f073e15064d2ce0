"""Style sheets made smaller say the same."""

from facilitate.lib.css import (
    minify_css,
    narrow_css,
    rule_selectors,
    selector_classes,
    set_properties,
    specificity,
    subject_element,
)


def test_spaces_and_comments_go_but_not_those_that_say_something() -> None:
    sheet = '/* what */\na > b .c ,\n.d :hover {\n  width: calc(1px + 2px);\n  content: " ; /* x */ }";\n}\n'
    assert (
        minify_css(sheet) == 'a > b .c,.d :hover{width: calc(1px + 2px);content: " ; /* x */ }";}'
    )


def test_which_classes_a_selector_needs() -> None:
    assert selector_classes("a.b .c[href='x.y']:not(.d) > e") == {"b", "c"}
    assert rule_selectors(".a, .b:is(c, d), e[f='g,h']") == (".a", ".b:is(c, d)", "e[f='g,h']")
    nested = ".a li:not(.b, :has(c:checked)) > d"
    assert rule_selectors(f"{nested},e") == (nested, "e")


def test_only_rules_that_can_mean_something_stay() -> None:
    sheet = (
        "a{x:1}.b,.c d{x:2}.e{x:3}@media print{.e{x:4}.b .c{x:5}}@media (x){.e{x:6}}@page{margin:0}"
    )

    def keeps(selector: str, _inside: str) -> bool:
        return selector_classes(selector) <= {"b", "c"}

    assert narrow_css(sheet, keeps) == "a{x:1}.b,.c d{x:2}@media print{.b .c{x:5}}@page{margin:0}"
    assert narrow_css("@keyframes x{from{y:1}}a{x:1}", lambda one, _: one == "a") == "a{x:1}"


def test_which_of_two_rules_has_the_last_word() -> None:
    assert specificity("#a .b[c]:hover > d::before") == (1, 3, 2)
    assert specificity("a:is(.b, c)") is None
    assert subject_element(".list > td.late::before") == ("td", "::before")
    assert subject_element("a [b='c d']") == ("", "")
    assert set_properties("margin-top: 1px;color: red;--own: 2") == {"margin", "color", "--own"}
